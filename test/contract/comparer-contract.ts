import { describe, expect, test } from 'vitest';
import type { JudgePanel } from '../../core/judging.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Comparer } from '../../core/seams.ts';

/** What a comparer under test can be shown: a better and a worse output, and judges that know which is which. */
export interface ComparerExample {
  readonly better: string;
  readonly worse: string;
  readonly panel: JudgePanel;
}

const never = () => new AbortController().signal;
const subject = {
  input: { messages: [{ role: 'user', content: 'Which city?' }] },
  expected: { kind: 'text', accept: ['Oslo'] },
} as const;

const outputs: readonly TargetOutput[] = [
  { text: '' },
  { text: ' \n\t' },
  { text: '\u0000\ufffd\u2028' },
  { text: 'half a pair: \ud83d' },
  { text: 'مرحبا 你好 🙂' },
  { text: '{"preferred":"first"}' },
  { text: 'word '.repeat(20_000) },
  { text: 'x', toolCalls: [{ name: 'f', arguments: null }], usage: { inputTokens: 1, outputTokens: 0 } },
];

/** Holds a comparer to what the gate relies on. */
export function comparerContract(name: string, make: () => Comparer, example: ComparerExample): void {
  const { better, worse, panel } = example;
  const compare = (candidate: TargetOutput, baseline: TargetOutput) =>
    make().compare(subject, { candidate, baseline }, never(), panel);

  describe(`${name} is a comparer`, () => {
    test('the better output wins, on whichever side it is', async () => {
      const won = await compare({ text: better }, { text: worse });
      const lost = await compare({ text: worse }, { text: better });
      expect([won, lost]).toMatchObject([
        { status: 'compared', difference: 1 },
        { status: 'compared', difference: -1 },
      ]);
    });

    test('an output ties with itself', async () => {
      for (const output of outputs) {
        expect(await compare(output, output)).toMatchObject({ status: 'compared', difference: 0 });
      }
    });

    test('whatever the outputs are, a duel comes back: a difference with words, the other way round when swapped', async () => {
      for (const output of outputs) {
        const [one, other] = [
          await compare(output, { text: better }),
          await compare({ text: better }, output),
        ];
        for (const duel of [one, other]) expect(duel.reason).toMatch(/\S/);
        if (one.status === 'unscored' || other.status === 'unscored') continue;
        expect(Math.abs(one.difference)).toBeLessThanOrEqual(1);
        expect(one.difference + other.difference).toBeCloseTo(0, 12);
      }
    });

    test('what it is given stays as it was, and the same question has the same answer', async () => {
      const given = { subject, outputs: { candidate: { text: better }, baseline: { text: worse } } };
      const before = structuredClone(given);
      const comparer = make();
      const first = await comparer.compare(given.subject, given.outputs, never(), panel);
      expect(await comparer.compare(given.subject, given.outputs, never(), panel)).toEqual(first);
      expect(given).toEqual(before);
    });
  });
}
