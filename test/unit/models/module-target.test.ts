import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { afterAll, describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { fault, HeldoutError, InfrastructureError } from '../../../core/errors.ts';
import { openModuleTarget } from '../../../models/module-target.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/models/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-module-'));
const jiti = createJiti(import.meta.url);
const load = (file: string) => jiti.import<Record<string, unknown>>(file);
const open = (name: string) => openModuleTarget(path.resolve(fixtures, name), load);
const holding = (target: unknown) => openModuleTarget('/t.ts', async () => ({ target }));
const signal = new AbortController().signal;
const input: CaseInput = { messages: [{ role: 'user', content: 'hi' }] };

afterAll(() => rmSync(folder, { recursive: true }));

describe('loading', () => {
  test.each([
    ['echo.ts', 'ts: hi'],
    ['echo.mjs', 'mjs: hi'],
    ['echo.cjs', 'cjs: hi'],
    ['default-export.ts', 'from the default export'],
  ])('%s', async (name, text) => {
    expect(await (await open(name)).call(input, signal)).toEqual({ text });
  });

  test.each([
    ['nowhere.ts', /cannot be loaded/],
    ['no-target.ts', /exports no `target`/],
    ['no-call.ts', /`target` without `call`/],
  ])('%s: MODULE_LOAD with the file', async (name, message) => {
    await expectLoadFault(open(name), path.join(fixtures, name), message);
  });

  test('a syntax error: MODULE_LOAD with the file, no stack', async () => {
    const file = path.join(folder, 'broken.ts');
    writeFileSync(file, 'export const a = 1;\nexport const target = {{;\n');
    const problem = await expectLoadFault(openModuleTarget(file, load), file, /broken\.ts:2:\d+/);
    expect(problem.message).not.toMatch(/\n|\bat .*:\d+:\d+/);
  });

  test('a module that throws or exports nothing at all: MODULE_LOAD', async () => {
    const throwing = openModuleTarget('/t.ts', () => Promise.reject('no weights'));
    await expectLoadFault(throwing, '/t.ts', /no weights/);
    // A CommonJS module may export null.
    const empty = openModuleTarget('/t.cjs', async () => JSON.parse('null'));
    await expectLoadFault(empty, '/t.cjs', /exports no `target`/);
  });
});

describe('calling', () => {
  test('whatever is thrown is a plain error with its message', async () => {
    const thrown = [
      new InfrastructureError('429', 1000),
      fault('USAGE', 'not yours to throw'),
      new RangeError('too long'),
      'a string',
      null,
    ];
    const messages = ['429', 'USAGE: not yours to throw', 'too long', 'a string', 'a thrown object'];
    for (const [index, value] of thrown.entries()) {
      for (const call of [() => Promise.reject(value), () => raise(value)]) {
        const target = await holding({ call });
        const error: unknown = await target.call(input, signal).catch((caught: unknown) => caught);
        expect(error).toMatchObject({ message: messages[index], cause: value });
        expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
      }
    }
  });

  test('the case cannot be changed by the target', async () => {
    const target = await holding({
      call: (given: { messages: unknown[] }) => ({ text: String(given.messages.splice(0).length) }),
    });
    expect((await target.call(input, signal)).text).toBe('1');
    expect((await target.call(input, signal)).text).toBe('1');
    expect(input.messages).toHaveLength(1);
  });

  test('the signal is handed on', async () => {
    const controller = new AbortController();
    let heard = false;
    const target = await holding({
      call: (_: unknown, own: AbortSignal) =>
        new Promise(() => {
          own.addEventListener('abort', () => {
            heard = true;
          });
        }),
    });
    const call = target.call(input, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 5);
    await expect(call).rejects.toThrow('enough');
    expect(heard).toBe(true);
  });

  test('a target has `close` only where the module has one', async () => {
    let closed = 0;
    const target = await holding({
      call: () => ({ text: '' }),
      close: () => {
        closed++;
      },
    });
    await target.close?.();
    expect(closed).toBe(1);
    expect(await holding({ call: () => ({ text: '' }) })).not.toHaveProperty('close');
  });
});

function raise(value: unknown): never {
  throw value;
}

async function expectLoadFault(opening: Promise<unknown>, file: string, message: RegExp) {
  const error = await opening.catch((thrown: unknown) => thrown);
  if (!(error instanceof HeldoutError)) throw new Error('no fault was thrown', { cause: error });
  const [problem] = error.problems;
  expect(problem).toMatchObject({ code: 'MODULE_LOAD', place: { file } });
  expect(problem.message).toMatch(message);
  return problem;
}
