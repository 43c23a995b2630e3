import type { Case, CaseId, CaseInput } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import { rightAnswer } from '../../core/right-answer.ts';
import type { Scorer } from '../../core/seams.ts';
import type { Task } from '../../core/suite.ts';
import { type DamageName, damageNames, damages } from './damages.ts';

/** A right answer and one that is wrong in one named way: something to train on, never to score by. */
export interface PreferencePair {
  readonly caseId: CaseId;
  readonly input: CaseInput;
  readonly chosen: string;
  readonly rejected: string;
  readonly damage: DamageName;
}

export interface PreferenceOptions {
  readonly task: Task;
  /** Must find the chosen answer right (1) and the rejected one less than right. */
  readonly scorer: Pick<Scorer, 'score'>;
  readonly random: Random;
  /** Left out: all. */
  readonly damages?: readonly DamageName[];
  /** Length of the rejected answer over that of the chosen one: what differs more teaches length, not rightness. */
  readonly lengthRatio?: { readonly min: number; readonly max: number };
}

export interface PreferencePairs {
  /** In the order of the cases; at most one for each case and damage. */
  readonly pairs: readonly PreferencePair[];
  /** Why there is no pair, by how often: of a case (`no-answer`, `chosen-fails`), or of a case and a damage. */
  readonly dropped: Readonly<Record<string, number>>;
}

const usualRatio = { min: 0.7, max: 1.4 };

/**
 * Pairs each verified answer with minimally damaged ones (generators.md G20), without a model. A pair stands only where
 * the scorer tells the two apart and their lengths are near each other; what is dropped is counted.
 * Throws DATA_SPLIT for a case that is not of the training split.
 */
export async function preferencePairs(
  cases: readonly Case[],
  options: PreferenceOptions,
  signal: AbortSignal,
): Promise<PreferencePairs> {
  for (const { id, split } of cases) {
    if (split === 'train') continue;
    throw fault('DATA_SPLIT', `case ${id} is of the split ${split}: a pair of it would be trained on`, {
      hint: 'take rows of `data.seeds` with `split: train`',
    });
  }
  const pairs: PreferencePair[] = [];
  const dropped = new Map<string, number>();
  for (const item of cases) {
    for (const made of await pairsOf(item, cases, options, signal)) {
      if (typeof made === 'string') dropped.set(made, (dropped.get(made) ?? 0) + 1);
      else pairs.push(made);
    }
  }
  return { pairs, dropped: Object.fromEntries(dropped) };
}

/** The pairs of one case; a text says why there is none. */
async function pairsOf(
  item: Case,
  cases: readonly Case[],
  options: PreferenceOptions,
  signal: AbortSignal,
): Promise<readonly (PreferencePair | string)[]> {
  const { id, input, expected } = item;
  const { task, scorer, lengthRatio = usualRatio } = options;
  const chosen = rightAnswer(expected);
  if (chosen === null) return ['no-answer'];
  const isRight = async (text: string) => {
    const reading = await scorer.score(item, { text }, signal);
    return reading.status === 'scored' ? reading.value === 1 : null;
  };
  if ((await isRight(chosen)) !== true) return ['chosen-fails'];
  const foreignFacts = foreignTo(item, cases);
  const made: (PreferencePair | string)[] = [];
  for (const damage of options.damages ?? damageNames) {
    const random = options.random.fork(`${id}/${damage}`);
    const offered = damages[damage]({ expected, chosen, task, foreignFacts, random });
    if (offered.length === 0) continue;
    const near = offered.filter((text) => isNear(text.length / chosen.length, lengthRatio));
    let rejected: string | null = null;
    for (const text of near) {
      if (rejected === null && (await isRight(text)) === false) rejected = text;
    }
    if (rejected !== null) made.push({ caseId: id, input, chosen, rejected, damage });
    else made.push(near.length === 0 ? 'length' : 'rejected-passes');
  }
  return made;
}

function isNear(ratio: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return ratio >= min && ratio <= max;
}

/** Facts that other cases need and this one does not. */
function foreignTo({ expected }: Case, cases: readonly Case[]): readonly string[] {
  const own = new Set(expected.kind === 'facts' ? expected.must : []);
  const all = cases.flatMap((other) => (other.expected.kind === 'facts' ? other.expected.must : []));
  return [...new Set(all)].filter((fact) => !own.has(fact));
}
