import { describe, expect, test } from 'vitest';
import { type Candidate, rejectCodes } from '../../core/case.ts';
import type { AdmissionContext, Judge } from '../../core/seams.ts';

/** A candidate in its context, and what the judge is to say of it. */
export interface JudgeExample {
  readonly name: string;
  readonly candidate: Candidate;
  readonly context: AdmissionContext;
  readonly status: 'accepted' | 'rejected' | 'undecided';
}

const never = () => new AbortController().signal;

/** Holds a judge to what `generate` and the reject ledger rely on. Show it one candidate at least that it refuses. */
export function judgeContract(
  name: string,
  make: () => Judge,
  examples: readonly [JudgeExample, ...JudgeExample[]],
): void {
  const assess = ({ candidate, context }: JudgeExample) => make().assess(candidate, context, never());

  describe(`${name} is a judge`, () => {
    test.each(examples)('$name: $status', async (example) => {
      expect(await assess(example)).toMatchObject({ status: example.status });
    });

    test('it accepts one of the examples and lets another not pass', () => {
      expect(examples.some(({ status }) => status === 'accepted')).toBe(true);
      expect(examples.some(({ status }) => status !== 'accepted')).toBe(true);
    });

    test.each(examples)(
      '$name: a ruling has words, and a known code where it is against',
      async (example) => {
        const ruling = await assess(example);
        const { nearest, ...rest } = ruling;
        expect(Object.keys(rest).toSorted()).toEqual(['code', 'reason', 'status']);
        if (nearest !== undefined) expect(ruling.status).toBe('rejected');
        expect(ruling.reason).toMatch(/\S/);
        if (ruling.status !== 'accepted') expect(ruling.code).not.toBe(null);
        if (ruling.code !== null) expect(rejectCodes).toContain(ruling.code);
      },
    );

    test('the same candidate has the same ruling, also asked at the same time', async () => {
      const judge = make();
      const once = await Promise.all(
        examples.map(({ candidate, context }) => judge.assess(candidate, context, never())),
      );
      const backwards = examples.toReversed();
      const again = await Promise.all(
        backwards.map(({ candidate, context }) => judge.assess(candidate, context, never())),
      );
      expect(again.toReversed()).toEqual(once);
    });

    test('the candidate stays as it was', async () => {
      for (const example of examples) {
        const before = structuredClone(example.candidate);
        const parents = structuredClone(example.context.parents);
        await assess(example);
        expect(example.candidate).toEqual(before);
        expect(example.context.parents).toEqual(parents);
      }
    });
  });
}
