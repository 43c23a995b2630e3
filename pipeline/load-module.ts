import { existsSync } from 'node:fs';
import path from 'node:path';
import { createJiti } from 'jiti';
import type { LoadModule } from '../core/seams.ts';

/**
 * Loads modules of the user: TypeScript or JavaScript, ES or CommonJS, also where Node itself cannot and inside
 * folders without a package.json. Each module is loaded once per loader. Compiled code is kept in the workspace.
 */
export function moduleLoader(workspace: string): LoadModule {
  const jiti = createJiti(import.meta.url, {
    fsCache: path.join(workspace, 'modules'),
    interopDefault: true,
  });
  return async (file) => {
    if (!existsSync(file)) throw new Error(`there is no file ${file}`);
    return jiti.import<Record<string, unknown>>(file);
  };
}
