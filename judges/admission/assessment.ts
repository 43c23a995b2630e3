import { z } from 'zod';
import type { Objection } from './objections.ts';

const answer = z.enum(['yes', 'no']);

/** The answers to the five questions about a case. */
export const assessmentSchema = z.strictObject({
  valid: answer,
  expected: answer,
  unambiguous: answer,
  edgeCase: answer,
  realism: z.literal([1, 2, 3, 4, 5]),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** A text below this is refused (quality-gates.md, gate 14). */
const leastRealism = 3;

/** What the answers have against the case, the gravest first: that the edge case does not show is said last. */
export function objectionsOf({
  valid,
  expected,
  unambiguous,
  edgeCase,
  realism,
}: Assessment): readonly Objection[] {
  const found: readonly (Objection | false)[] = [
    expected === 'no' && { code: 'validity', reason: 'says that the expected value is not right' },
    valid === 'no' && { code: 'off-skill', reason: 'says that it does not test the skill' },
    unambiguous === 'no' && { code: 'ambiguous', reason: 'says that another answer is as good' },
    realism < leastRealism && { code: 'realism', reason: `realism ${realism} of 5` },
    edgeCase === 'no' && { code: 'edge-case', reason: 'says that it does not show the edge case' },
  ];
  return found.filter((objection) => objection !== false);
}
