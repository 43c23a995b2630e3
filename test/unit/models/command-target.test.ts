import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { HeldoutError, InfrastructureError } from '../../../core/errors.ts';
import type { Target } from '../../../core/seams.ts';
import { openCommandTarget } from '../../../models/command-target.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/models/', import.meta.url));
const signal = new AbortController().signal;
const saying = (content: string): CaseInput => ({ messages: [{ role: 'user', content }] });

const opened: Target[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((target) => target.close?.()));
});

async function open(mode: string): Promise<Target> {
  const target = await openCommandTarget(`node lines.mjs ${mode}`, fixtures);
  opened.push(target);
  return target;
}

/** The message of the target's own fault. */
async function faultOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    (output) => new Error(`it answered ${JSON.stringify(output)}`, { cause: 'no fault' }),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error) || error.cause === 'no fault') throw error;
  expect(error).not.toBeInstanceOf(InfrastructureError);
  expect(error).not.toBeInstanceOf(HeldoutError);
  return error.message;
}

describe('starting', () => {
  test.each([
    [
      'no-such-program-anywhere --x',
      /`no-such-program-anywhere` cannot be started: there is no such program/,
    ],
    ['./lines.mjs', /`\.\/lines\.mjs` cannot be started: .*EACCES/],
    ['"a\0b"', /cannot be started/],
  ])('%j: COMMAND_START', async (command, message) => {
    const error = await openCommandTarget(command, fixtures).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HeldoutError);
    expect(error).toMatchObject({
      problems: [{ code: 'COMMAND_START', message: expect.stringMatching(message) }],
    });
  });

  test('words are split without a shell', async () => {
    const target = await openCommandTarget(
      `node -e "console.log('{\\"id\\":\\"c\\",\\"text\\":\\"$HOME\\"}')"`,
      tmpdir(),
    );
    opened.push(target);
    expect(await target.call(saying('x'), signal, 'c')).toEqual({ text: '$HOME' });
  });
});

describe('the wire', () => {
  test('one object a line: id, text, then the input', async () => {
    const target = await open('raw');
    const input: CaseInput = {
      messages: [
        { role: 'system', content: 'Answer.' },
        { role: 'user', content: 'line\nline' },
        { role: 'assistant', content: 'What?' },
      ],
      documents: [{ id: 'd', text: 't' }],
    };
    const { text } = await target.call(input, signal, 'case-1');
    expect(JSON.parse(text)).toEqual({ id: 'case-1', text: 'line\nline', ...input });
    expect(Object.keys(JSON.parse((await target.call(saying('x'), signal)).text))).toEqual([
      'id',
      'text',
      'messages',
    ]);
  });

  test('answers may come in another order; equal ids in flight are told apart', async () => {
    const target = await open('swapped');
    const outputs = await Promise.all(['a', 'b'].map((text) => target.call(saying(text), signal, 'c')));
    expect(outputs.map((output) => output.text)).toEqual(['c a', 'c#2 b']);
    const [one, two] = await Promise.all(['a', 'b'].map((text) => target.call(saying(text), signal)));
    expect([one?.text.endsWith(' a'), two?.text.endsWith(' b')]).toEqual([true, true]);
  });

  test('a late answer to a call that was given up is not taken for another call of that case', async () => {
    const target = await open('late');
    const controller = new AbortController();
    const first = target.call(saying('x'), controller.signal, 'c');
    controller.abort(new Error('too slow'));
    await expect(first).rejects.toThrow('too slow');
    expect(await target.call(saying('x'), signal, 'c')).toEqual({ text: 'c#2 in time' });
  });

  test('a last line without a line end is an answer', async () => {
    const target = await open('last-words');
    expect(await target.call(saying('bye'), signal, 'c')).toEqual({ text: 'bye' });
  });
});

describe('answers that are none', () => {
  test.each([
    ['prose', /`Loading weights`, which is not JSON/],
    ['unknown-id', /answered the id `nobody`, which no call has/],
    ['no-id', /answered without an `id`/],
  ])('%s fails the call it stands for, and no other', async (mode, message) => {
    const target = await open(mode);
    const calls = ['bad', 'one', 'two'].map((text, index) => target.call(saying(text), signal, `c${index}`));
    const others = Promise.all(calls.slice(1));
    expect(await faultOf(Promise.resolve(calls[0]))).toMatch(message);
    expect(await others).toEqual([{ text: 'one' }, { text: 'two' }]);
  });

  test('a line before the first call is not lost: it fails that call', async () => {
    const target = await open('banner');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await faultOf(target.call(saying('x'), signal, 'c1'))).toMatch(
      /`Ready to serve`, which is not JSON/,
    );
    expect(await target.call(saying('x'), signal, 'c2')).toEqual({ text: 'x' });
  });

  test('a wrong type of text', async () => {
    const target = await open('number');
    expect(await faultOf(target.call(saying('x'), signal, 'c'))).toMatch(/the number 42 as `text`/);
  });

  test('a line without end is not read to its end', async () => {
    const target = await open('flood');
    const before = process.memoryUsage().rss;
    expect(await faultOf(target.call(saying('bad'), signal, 'c'))).toMatch(
      /line over the limit of 20000000 bytes/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    expect(await target.call(saying('fine'), signal, 'c2')).toEqual({ text: 'fine' });
  });
});

describe('ending', () => {
  test('an early exit fails the calls in flight, with the end of stderr; the next call starts it again', async () => {
    const target = await open('exit-on-bad');
    expect(await target.call(saying('one'), signal, 'c0')).toEqual({ text: 'one' });
    const message = await faultOf(target.call(saying('bad'), signal, 'c1'));
    expect(message).toBe('the command exited with code 7; its stderr ends: Traceback: out of memory');
    expect(await target.call(saying('two'), signal, 'c2')).toEqual({ text: 'two' });
  });

  test('an answer between them forgives early exits: bad cases do not take good ones with them', async () => {
    const target = await open('exit-on-bad');
    for (let round = 0; round < 6; round++) {
      await faultOf(target.call(saying('bad'), signal, 'c1'));
      expect(await target.call(saying('fine'), signal, 'c2')).toEqual({ text: 'fine' });
    }
  });

  test('a command that only ever exits is started four times, then every call fails at once', async () => {
    const target = await open('exit-at-once');
    const messages: string[] = [];
    for (let call = 0; call < 8; call++)
      messages.push(await faultOf(target.call(saying('x'), signal, `c${call}`)));
    expect(messages[0]).toMatch(/exited with code 4; its stderr ends: no weights in \/models$/);
    const started = performance.now();
    const last = await faultOf(target.call(saying('x'), signal, 'c'));
    expect(last).toMatch(
      /ended 4 times in a row without an answer and is not started again: .*no weights in \/models$/,
    );
    expect(performance.now() - started).toBeLessThan(1000);
    expect(messages.filter((message) => /not started again/.test(message))).toHaveLength(4);
  });

  test('the end of one process does not fail the calls of the next', async () => {
    const target = await open('parent');
    const first = await target.call(saying('x'), signal, 'c1');
    // It has exited by now, but what it started still holds its output.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const others = await Promise.all(['c2', 'c3'].map((id) => target.call(saying('slow'), signal, id)));
    expect(new Set([first, ...others].map(({ text }) => text)).size).toBe(3);
  });

  test('a command that no longer reads is ended', async () => {
    const target = await open('deaf');
    expect(await target.call(saying('one'), signal, 'c1')).toEqual({ text: 'one' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await faultOf(target.call(saying('two'), signal, 'c2'))).toMatch(/no longer read its input/);
  });

  test('close ends a command that ignores the end of its input and SIGTERM', async () => {
    const target = await openCommandTarget('node lines.mjs stubborn', fixtures);
    await target.call(saying('x'), signal, 'c');
    const started = performance.now();
    await target.close?.();
    expect(performance.now() - started).toBeLessThan(5000);
    await expect(target.call(saying('x'), signal, 'c')).rejects.toThrow('the target was closed');
  });

  test('close ends the process', async () => {
    const target = await openCommandTarget('node lines.mjs pid', fixtures);
    const pid = Number((await target.call(saying('x'), signal, 'c')).text);
    expect(isRunning(pid)).toBe(true);
    await target.close?.();
    expect(isRunning(pid)).toBe(false);
  });

  test.each(['echo', 'stubborn'])(
    'close leaves no timer: a program that closed its target (%s) ends',
    (mode) => {
      const script = fileURLToPath(new URL('../../fixtures/models/call-and-close.ts', import.meta.url));
      const run = spawnSync(process.execPath, ['--import', 'tsx', script, mode], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      expect(run).toMatchObject({ stderr: '', stdout: 'hi, at once\n', status: 0 });
    },
  );

  test.skipIf(process.platform === 'win32')('what a command started ends with it', async () => {
    const target = await open('parent');
    const pid = Number((await target.call(saying('x'), signal, 'c')).text);
    await target.close?.();
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 2000);
  });
});

function isRunning(pid: number): boolean {
  // A process that has ended stays listed until its parent, which may be the container's, has asked for its status.
  const stat = `/proc/${pid}/stat`;
  if (existsSync(stat)) return !/\) Z /.test(readFileSync(stat, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
