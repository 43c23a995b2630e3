import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { expect, test } from 'vitest';
import { openTarget } from '../../../models/open-target.ts';

const jiti = createJiti(import.meta.url);
const loadModule = (file: string) => jiti.import<Record<string, unknown>>(file);
const folder = fileURLToPath(new URL('../../fixtures/models/', import.meta.url));
const input = { messages: [{ role: 'user', content: 'hi' }] } as const;
const signal = new AbortController().signal;

test('paths of modules and commands start in the folder', async () => {
  const modulePath = path.join('..', 'models', 'echo.mjs');
  expect(
    await (await openTarget({ scheme: 'module', path: modulePath }, { folder, loadModule })).call(
      input,
      signal,
    ),
  ).toEqual({ text: 'mjs: hi' });
  const command = await openTarget({ scheme: 'command', command: 'node lines.mjs' }, { folder, loadModule });
  expect(await command.call(input, signal)).toEqual({ text: 'hi' });
  await command.close?.();
  await expect(
    openTarget({ scheme: 'module', path: './echo.mjs' }, { folder: tmpdir(), loadModule }),
  ).rejects.toThrow(/MODULE_LOAD/);
});
