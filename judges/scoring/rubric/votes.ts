import { z } from 'zod';
import { type CaseRubric, factName } from './rubric-for.ts';

/** What a judge says on one point: the words of the output that decide it, and its vote. */
export interface Point {
  readonly evidence: string;
  readonly vote: string;
}

/** The votes of a judge: by criterion, and by the name of each fact; what a rubric has none of is left out. */
export interface RubricVotes {
  readonly criteria?: Readonly<Record<string, Point>>;
  readonly must?: Readonly<Record<string, Point>>;
  readonly mustNot?: Readonly<Record<string, Point>>;
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
  const points = (named: Readonly<Record<string, readonly string[]>>) =>
    z.strictObject(
      Object.fromEntries(Object.entries(named).map(([name, options]) => [name, point(options)])),
    );
  const facts = (all: readonly string[]) =>
    Object.fromEntries(all.map((_, index) => [factName(index), statedOrNot]));
  const groups = {
    criteria: Object.fromEntries(criteria.map(({ id, levels }) => [id, levels.map((level) => level.id)])),
    must: facts(must),
    mustNot: facts(mustNot),
  };
  // Providers differ on objects that can hold nothing: a group without a point is not asked for.
  const asked = Object.entries(groups).filter(([, group]) => Object.keys(group).length > 0);
  return z.strictObject(Object.fromEntries(asked.map(([name, group]) => [name, points(group)])));
}
