import { z } from 'zod';
import type { Case } from '../../core/case.ts';
import { definePart, type TrainingPart } from '../../core/parts.ts';
import { rightAnswer } from '../../core/right-answer.ts';
import type { TrainingProposal, TrainingRequest } from '../../core/seams.ts';
import type { Task } from '../../core/suite.ts';
import { type DamageName, damageNames, damages } from './damages.ts';

const options = z.strictObject({
  damages: z
    .array(z.enum(damageNames))
    .min(1)
    .default([...damageNames])
    .describe('In which ways right answers are made wrong.'),
  lengthRatio: z
    .strictObject({ min: z.number().positive(), max: z.number().positive() })
    .refine(({ min, max }) => min <= max, '`min` must not be more than `max`')
    .default({ min: 0.7, max: 1.4 })
    .describe('Length of the wrong answer over that of the right one: what differs more teaches length.'),
});
type Options = z.infer<typeof options>;

/**
 * Pairs the verified answer of each seed with minimally damaged ones (generators.md G20), without a model: at most one
 * for each damage. A pair stands only where the scorers of the skill tell the two apart (1 and less than 1) and their
 * lengths are near each other. Passed over, and counted: of a seed `no-answer` (its expected value is no text) and
 * `chosen-fails` (the scorers do not find it right), of a damage `length` and `rejected-passes`.
 */
export const preferencePairs: TrainingPart = definePart({
  name: 'preference-pairs',
  version: '1',
  options,
  create: (chosen, { task }) => ({
    async *make(request, signal) {
      for (const seed of request.seeds) {
        signal.throwIfAborted();
        for (const made of await pairsOf(seed, task, request, chosen, signal)) {
          if (typeof made === 'string') request.passedOver(made);
          else yield made;
        }
      }
    },
  }),
});

/** The pairs of one seed; a text says why there is none. */
async function pairsOf(
  seed: Case,
  task: Task,
  { seeds, random: drawn, score }: TrainingRequest,
  { damages: chosenDamages, lengthRatio }: Options,
  signal: AbortSignal,
): Promise<readonly (TrainingProposal | string)[]> {
  const { id, expected } = seed;
  const answer = rightAnswer(expected);
  if (answer === null) return ['no-answer'];
  const isRight = async (text: string) => {
    const reading = await score(seed, { text }, signal);
    return reading.status === 'scored' ? reading.value === 1 : null;
  };
  if ((await isRight(answer)) !== true) return ['chosen-fails'];
  const foreignFacts = foreignTo(seed, seeds);
  const made: (TrainingProposal | string)[] = [];
  for (const damage of chosenDamages) {
    const random = drawn.fork(`${id}/${damage}`);
    const offered = damages[damage]({ expected, chosen: answer, task, foreignFacts, random });
    if (offered.length === 0) continue;
    const near = offered.filter((text) => isNear(text.length / answer.length, lengthRatio));
    let rejected: string | null = null;
    for (const text of near) {
      if (rejected === null && (await isRight(text)) === false) rejected = text;
    }
    if (rejected !== null) made.push(pairOf(seed, answer, rejected, damage));
    else made.push(near.length === 0 ? 'length' : 'rejected-passes');
  }
  return made;
}

function pairOf(seed: Case, answer: string, rejected: string, damage: DamageName): TrainingProposal {
  return { seed, kind: 'preference', answer, rationale: null, rejected, params: { damage } };
}

function isNear(ratio: number, { min, max }: Options['lengthRatio']): boolean {
  return ratio >= min && ratio <= max;
}

/** Facts that other seeds need and this one does not. */
function foreignTo({ expected }: Case, seeds: readonly Case[]): readonly string[] {
  const own = new Set(expected.kind === 'facts' ? expected.must : []);
  const all = seeds.flatMap((other) => (other.expected.kind === 'facts' ? other.expected.must : []));
  return [...new Set(all)].filter((fact) => !own.has(fact));
}
