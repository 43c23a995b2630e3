import { type Case, cellName } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { outputDigest } from '../../core/output-digest.ts';
import type { Random } from '../../core/random.ts';
import type { TargetOutput, TrialTask } from '../../core/run.ts';

/** Draws a wrong answer that is right elsewhere; null where there is none. */
export type Distractor = (trial: TrialTask, output: TargetOutput, random: Random) => TargetOutput | null;

/**
 * Distractors out of what a target answered itself: its output for another case of the cell (else of the skill) that has
 * another expected value, and is not answered alike. Which one is drawn depends on the stream and on the cases of the cell.
 */
export function distractorsOf(
  cases: readonly Case[],
  outputOf: (id: string, attempt: number) => TargetOutput | null,
): Distractor {
  // Expected values are plain data by their types; JSON has no narrower name for that.
  const right = new Map(cases.map(({ id, expected }) => [id, canonicalJson(expected as unknown as Json)]));
  const own = new Map(cases.map((item) => [item.id, item]));
  const byCell = groupBy(cases, ({ origin, cell }) => `${origin}/${cellName(cell)}`);
  const bySkill = groupBy(cases, ({ cell }) => cell.skill);
  return ({ caseId, attempt }, output, random) => {
    const subject = own.get(caseId);
    if (subject === undefined) return null;
    const said = outputDigest(output);
    const { origin, cell } = subject;
    for (const pool of [byCell.get(`${origin}/${cellName(cell)}`) ?? [], bySkill.get(cell.skill) ?? []]) {
      const from = random.integer(0, Math.max(0, pool.length - 1));
      for (let step = 0; step < pool.length; step++) {
        const id = pool[(from + step) % pool.length]?.id ?? caseId;
        const other = right.get(id) === right.get(caseId) ? null : outputOf(id, attempt);
        if (other !== null && outputDigest(other) !== said) return other;
      }
    }
    return null;
  };
}
