import { z } from 'zod';
import { type CaseRubric, factName } from './rubric-for.ts';

/** What a judge says on one point: the words of the output that decide it, and its vote. */
export interface Point {
  readonly evidence: string;
  readonly vote: string;
}

/** The votes of a judge: by criterion, and by the name of each fact. */
export interface RubricVotes {
  readonly criteria: Readonly<Record<string, Point>>;
  readonly must: Readonly<Record<string, Point>>;
  readonly mustNot: Readonly<Record<string, Point>>;
}

const statedOrNot = ['stated', 'not-stated'] as const;

/**
 * The form of an answer: a vote on every point of the rubric, out of what that point offers, and nothing else. Rubrics
 * with the same points have the same form.
 */
export function votesSchema({ criteria, must, mustNot }: CaseRubric): z.ZodType<RubricVotes> {
  const point = (options: readonly string[]) =>
    z.strictObject({
      evidence: z.string().describe('Words of the output, as they stand there; empty where none decide.'),
      vote: z.enum(options),
    });
  const named = (facts: readonly string[]) =>
    z.strictObject(Object.fromEntries(facts.map((_, index) => [factName(index), point(statedOrNot)])));
  return z.strictObject({
    criteria: z.strictObject(
      Object.fromEntries(criteria.map(({ id, levels }) => [id, point(levels.map((level) => level.id))])),
    ),
    must: named(must),
    mustNot: named(mustNot),
  });
}
