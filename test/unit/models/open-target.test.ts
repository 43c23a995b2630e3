import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { parseModelRef } from '../../../models/model-ref.ts';
import { openTarget } from '../../../models/open-target.ts';

const jiti = createJiti(import.meta.url);
const loadModule = (file: string) => jiti.import<Record<string, unknown>>(file);
const folder = fileURLToPath(new URL('../../fixtures/models/', import.meta.url));
const open = (ref: string, from: string) => openTarget(parseModelRef(ref), { folder: from, loadModule });
const input = { messages: [{ role: 'user', content: 'hi' }] } as const;
const signal = new AbortController().signal;

test('paths of modules and commands start in the folder', async () => {
  const modulePath = path.join('..', 'models', 'echo.mjs');
  expect(await (await open(`module:${modulePath}`, folder)).call(input, signal)).toEqual({ text: 'mjs: hi' });
  const command = await open('command:node lines.mjs', folder);
  expect(await command.call(input, signal)).toEqual({ text: 'hi' });
  await command.close?.();
  await expect(open('module:./echo.mjs', tmpdir())).rejects.toThrow(/MODULE_LOAD/);
});

test.each([
  'openai:gpt-5',
  'anthropic:claude',
  'ollama:x',
  'openai-compatible:x@http://h',
  'llama-cpp:x.gguf',
])('%s cannot be called yet', async (ref) => {
  const error = await open(ref, folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HeldoutError);
  const scheme = ref.slice(0, ref.indexOf(':'));
  const message = `${scheme}: models cannot be called by this version`;
  expect(error).toMatchObject({ problems: [{ code: 'MODEL_UNAVAILABLE', message }] });
});
