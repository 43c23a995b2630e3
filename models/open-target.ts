import path from 'node:path';
import type { LoadModule, Target } from '../core/seams.ts';
import { openCommandTarget } from './command-target.ts';
import { openHttpTarget } from './http-target.ts';
import type { ModelRef } from './model-ref.ts';
import { openModuleTarget } from './module-target.ts';

/**
 * Opens a target of one's own. Module paths and commands start in `folder`, an absolute path. Throws MODULE_LOAD or
 * COMMAND_START where that fails.
 */
export async function openTarget(
  ref: Extract<ModelRef, { scheme: 'module' | 'command' | 'http' }>,
  options: { readonly folder: string; readonly loadModule: LoadModule },
): Promise<Target> {
  switch (ref.scheme) {
    case 'module':
      return openModuleTarget(path.resolve(options.folder, ref.path), options.loadModule);
    case 'command':
      return openCommandTarget(ref.command, options.folder);
    case 'http':
      return openHttpTarget(ref.url);
  }
}
