import { describe, expect, test, vi } from 'vitest';
import type { CaseInput } from '../../core/case.ts';
import { InfrastructureError } from '../../core/errors.ts';
import type { Target } from '../../core/seams.ts';

/**
 * What a target under test does with a text that does not begin with `ok`; texts that do are echoed, `ok N` after a
 * delay that falls with N. `inspect` answers with the input as JSON.
 */
export type Behaviour = 'echo' | 'inspect' | 'fails' | 'never' | 'huge' | 'garbage';

const never = () => new AbortController().signal;

function saying(content: string): CaseInput {
  return { messages: [{ role: 'user', content }] };
}

/** Holds any kind of target to what the runner relies on. */
export function targetContract(name: string, open: (behaviour: Behaviour) => Promise<Target>): void {
  const using = async (behaviour: Behaviour, use: (target: Target) => Promise<void>): Promise<void> => {
    const target = await open(behaviour);
    try {
      await use(target);
    } finally {
      await target.close?.();
    }
  };

  describe(`${name} is a target`, () => {
    test('it answers, in any script', () =>
      using('echo', async (target) => {
        const text = 'ок "quoted"\n\\ second line\u2028 \u{1F600} مرحبا';
        expect(await target.call(saying(text), never(), 'c1')).toEqual({ text });
      }));

    test('messages, documents and tools arrive as they are', () =>
      using('inspect', async (target) => {
        const input: CaseInput = {
          messages: [
            { role: 'system', content: 'Answer.' },
            { role: 'user', content: 'What is it?' },
          ],
          documents: [{ id: 'd', text: 'A text.' }],
          tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }],
        };
        const output = await target.call(input, never(), 'c1');
        expect(JSON.parse(output.text)).toEqual(input);
      }));

    test('each of many concurrent calls gets its own answer', () =>
      using('echo', async (target) => {
        const texts = Array.from({ length: 200 }, (_, index) => `ok ${index}`);
        const outputs = await Promise.all(
          texts.map((text, index) => target.call(saying(text), never(), `c${index}`)),
        );
        expect(outputs.map((output) => output.text)).toEqual(texts);
      }));

    test('one case may be in flight twice', () =>
      using('echo', async (target) => {
        const outputs = await Promise.all(
          ['ok 1', 'ok 9'].map((text) => target.call(saying(text), never(), 'same')),
        );
        expect(outputs.map((output) => output.text)).toEqual(['ok 1', 'ok 9']);
      }));

    test.each(['fails', 'huge', 'garbage'] as const)(
      '%s: an error of its own, and the next call is answered',
      (behaviour) =>
        using(behaviour, async (target) => {
          const error = await target.call(saying('bad'), never(), 'c1').catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(InfrastructureError);
          expect(error).toHaveProperty('message', expect.stringMatching(/\w/));
          expect(await target.call(saying('ok 1'), never(), 'c2')).toEqual({ text: 'ok 1' });
        }),
    );

    test('a call that never ends is released by its signal, and only that call', () =>
      using('never', async (target) => {
        const controller = new AbortController();
        const stuck = target.call(saying('bad'), controller.signal, 'c1');
        const fine = target.call(saying('ok 1'), never(), 'c2');
        const reason = new Error('enough');
        setTimeout(() => controller.abort(reason), 20);
        await expect(stuck).rejects.toBe(reason);
        expect(await fine).toEqual({ text: 'ok 1' });
        await expect(target.call(saying('ok 1'), AbortSignal.abort(reason), 'c3')).rejects.toBe(reason);
      }));

    test('close leaves no process or pipe behind, also with calls in flight', async () => {
      const before = heldResources();
      const target = await open('never');
      const controller = new AbortController();
      const stuck = target.call(saying('bad'), controller.signal, 'c1').catch((thrown: unknown) => thrown);
      await target.call(saying('ok 30'), never(), 'c2');
      await target.close?.();
      controller.abort();
      expect(await stuck).toBeInstanceOf(Error);
      await vi.waitFor(() => {
        for (const [kind, count] of heldResources())
          expect(count, kind).toBeLessThanOrEqual(before.get(kind) ?? 0);
      }, 1000);
    });
  });
}

/** What keeps this process alive, of the kinds that a target can leave behind, with how many there are. */
function heldResources(): ReadonlyMap<string, number> {
  const all = process.getActiveResourcesInfo();
  const count = (kind: string) => all.filter((held) => held === kind).length;
  return new Map(['ProcessWrap', 'PipeWrap'].map((kind) => [kind, count(kind)]));
}
