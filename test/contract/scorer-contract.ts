import { describe, expect, test } from 'vitest';
import type { CaseInput, Expected } from '../../core/case.ts';
import type { JudgePanel } from '../../core/judging.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Scorer } from '../../core/seams.ts';

/** What a scorer under test can be shown: an expected value that it reads, with an answer that is right. */
export interface ScorerExample {
  /** Left out: a question of one character. */
  readonly input?: CaseInput;
  /** The judges that it asks; left out: it asks none. */
  readonly panel?: JudgePanel;
  readonly expected: Expected;
  readonly right: string;
  readonly wrong: string;
}

const never = () => new AbortController().signal;

/** One expected value of each kind. */
const kinds: readonly Expected[] = [
  { kind: 'label', label: 'billing' },
  { kind: 'text', accept: ['Oslo'] },
  { kind: 'number', value: 5, tolerance: 0, unit: null },
  { kind: 'json', value: { a: 1 } },
  { kind: 'facts', must: ['a'], mustNot: [] },
  { kind: 'tool-calls', calls: [], ordered: false },
  { kind: 'tests', language: 'python', source: 'assert True' },
  { kind: 'outcome', state: {}, tell: [] },
  { kind: 'behaviour', behaviour: 'abstain' },
  { kind: 'changed', from: 'c' },
];

const outputs: readonly TargetOutput[] = [
  { text: '' },
  { text: ' \n\t' },
  { text: '\u0000\ufffd\u2028' },
  { text: 'half a pair: \ud83d' },
  { text: 'مرحبا 你好 🙂' },
  { text: '{"a":' },
  { text: '9'.repeat(500) },
  { text: 'word '.repeat(20_000) },
  { text: '.'.repeat(50_000) },
  { text: '\n'.repeat(50_000) },
  { text: 'x', toolCalls: [{ name: 'f', arguments: null }], usage: { inputTokens: 1, outputTokens: 0 } },
];

/** Holds a scorer to what runs, judges and reports rely on. */
export function scorerContract(name: string, make: () => Scorer, example: ScorerExample): void {
  const { input = { messages: [{ role: 'user', content: '?' }] }, panel } = example;
  const read = (expected: Expected, output: TargetOutput) =>
    make().score({ input, expected }, output, never(), panel);

  describe(`${name} is a scorer`, () => {
    test('a right answer scores 1, a wrong one less', async () => {
      expect(make().unreadable(example.expected, input)).toBe(null);
      expect(await read(example.expected, { text: example.right })).toMatchObject({
        status: 'scored',
        value: 1,
      });
      const wrong = await read(example.expected, { text: example.wrong });
      expect(wrong.status === 'scored' ? wrong.value : 1).toBeLessThan(1);
    });

    test('whatever the output is, a reading comes back: a proportion with words, or unscored with words', async () => {
      for (const output of outputs) {
        const reading = await read(example.expected, output);
        expect(reading.reason).toMatch(/\S/);
        expect(reading.reason.length).toBeLessThan(2000);
        if (reading.status === 'unscored') continue;
        expect(reading.value).toBeGreaterThanOrEqual(0);
        expect(reading.value).toBeLessThanOrEqual(1);
        expect(reading.answer === null || typeof reading.answer === 'string').toBe(true);
      }
    });

    test('a kind that it cannot read is named when it is asked, and unscored when it is scored', async () => {
      for (const expected of kinds) {
        const why = make().unreadable(expected, input);
        const reading = await read(expected, { text: example.right });
        if (why === null) expect(reading.status, expected.kind).toBe('scored');
        else {
          expect(why).toContain(expected.kind);
          expect(reading, expected.kind).toMatchObject({
            status: 'unscored',
            reason: expect.stringMatching(/\S/),
          });
        }
      }
    });

    test('the same question has the same answer, also asked twice at a time and after others', async () => {
      const scorer = make();
      const ask = (text: string) =>
        scorer.score({ input, expected: example.expected }, { text }, never(), panel);
      const [first, other, again] = await Promise.all([
        ask(example.right),
        ask(example.wrong),
        ask(example.right),
      ]);
      expect(again).toEqual(first);
      expect(await ask(example.wrong)).toEqual(other);
      expect(await read(example.expected, { text: example.right })).toEqual(first);
    });

    test('what it is given stays as it was', async () => {
      const subject = { input, expected: example.expected };
      const output = { text: example.wrong };
      const before = structuredClone({ subject, output });
      await make().score(subject, output, never(), panel);
      expect({ subject, output }).toEqual(before);
    });
  });
}
