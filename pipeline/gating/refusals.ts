import { fault } from '../../core/errors.ts';
import type { PartIdentity } from '../../core/run.ts';
import type { CaseScore } from '../../runner/case-score.ts';
import type { LoadedSuite } from '../load-suite.ts';

interface UnsupportedKey {
  readonly key: string;
  readonly at: readonly (string | number)[];
}

/** Keys whose reader this version does not have, where they are set to other than their default. */
export function unsupportedKeys({ suite }: LoadedSuite): readonly UnsupportedKey[] {
  const { gate, run } = suite;
  const heavy = suite.skills.flatMap((skill, index) =>
    skill.weight === 1 ? [] : [['skills', index, 'weight'] as const],
  );
  const keys: readonly (readonly [boolean, readonly (string | number)[]])[] = [
    [gate.sequential !== 'none', ['gate', 'sequential']],
    [gate.weights !== null, ['gate', 'weights']],
    [gate.seed !== 0, ['gate', 'seed']],
    [gate.minHumanPairs !== 50, ['gate', 'minHumanPairs']],
    [run.repeats !== 1, ['run', 'repeats']],
    ...heavy.map((at) => [true, at] as const),
  ];
  return keys.filter(([isSet]) => isSet).map(([, at]) => ({ key: at.join('.'), at }));
}

/** Throws GATE_UNSUPPORTED for the first key of the suite that the gate cannot obey: it never passes one over. */
export function refuseUnsupportedKeys(loaded: LoadedSuite): void {
  const [first] = unsupportedKeys(loaded);
  if (first === undefined) return;
  throw fault('GATE_UNSUPPORTED', `the gate of this version does not read \`${first.key}\``, {
    place: loaded.parsed.locate([...first.at]),
    hint: 'take the key out, or leave it at its default, to gate; `heldout run` works with it',
  });
}

/** Throws GATE_UNSUPPORTED for a run with repeats: the decision is for one attempt a case. */
export function refuseRepeats(run: string, repeats: number): void {
  if (repeats === 1) return;
  throw fault(
    'GATE_UNSUPPORTED',
    `run ${run} has ${repeats} repeats: the gate of this version decides on one attempt a case`,
    {
      hint: 'run the target with `--repeats 1`',
    },
  );
}

/** The score as the gate takes it; null where nothing was measured. Throws GATE_UNSUPPORTED for scores between 0 and 1. */
export function passOrFail(score: CaseScore, run: string, scorers: readonly PartIdentity[]): 0 | 1 | null {
  if (score.status !== 'scored') return null;
  if (score.value === 0 || score.value === 1) return score.value;
  const names = scorers.map(({ name }) => `\`${name}\``).join(', ');
  throw fault(
    'GATE_UNSUPPORTED',
    `run ${run} has scores other than 0 and 1 (such as ${score.value.toFixed(3)}), by the scorer ${names}`,
    {
      hint: 'the gate of this version decides on pass or fail: take a scorer that gives 0 or 1',
    },
  );
}
