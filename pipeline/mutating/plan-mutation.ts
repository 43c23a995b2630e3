import type { Case } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { GateDecision, SliceResult } from '../../core/gate-decision.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Task } from '../../core/suite.ts';
import type { FailTest } from '../../gaps/faults/cases-to-fail.ts';
import { distractorsOf } from '../../gaps/faults/distractors.ts';
import type { Fault } from '../../gaps/faults/fault.ts';
import { faults } from '../../gaps/faults/index.ts';
import { type Mutant, type Strike, strikeOf } from '../../gaps/faults/mutant.ts';
import { planMutants } from '../../gaps/faults/plan-mutants.ts';
import { failShare } from '../../gate/decide.ts';
import { trialKey } from '../../runner/run-records.ts';
import { takeDecision } from '../gating/take-decision.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { RecordedRun } from './recorded-run.ts';

/** The mutants of a run, and what its gate says of the target beside itself. */
export interface MutationPlan {
  readonly control: GateDecision;
  readonly mutants: readonly { readonly mutant: Mutant; readonly strike: Strike }[];
  /** How the gate fails what it fails. */
  readonly test: FailTest;
}

/** Plants the faults of these names, all that the task can have where there are none. Throws as {@link faultsNamed}. */
export function planMutation(
  loaded: LoadedSuite,
  run: RecordedRun,
  wanted: readonly string[],
  seed: number,
): MutationPlan {
  const { task, gate } = loaded.suite;
  const planted = faultsNamed(wanted, task);
  const all = [...run.cases.values()];
  const taken = takeDecision(loaded, all, { candidate: run.scored, baseline: run.scored, arena: null });
  if (taken === null) throw new RangeError('a finished run is past its first look');
  const control = taken.decision;
  const distractor = distractorsOf(all, (caseId, attempt) => {
    const trial = run.record.trials.get(trialKey({ caseId, attempt }));
    return trial?.status === 'completed' ? trial.output : null;
  });
  const members = sliceMembers(control.slices, all);
  const mutants = planMutants(planted, [...members.keys()], task).map((mutant) => {
    const own = mutant.slice === null ? null : (members.get(mutant.slice) ?? new Set());
    const isWithin = (id: string) => own?.has(id) ?? true;
    return { mutant, strike: strikeOf(mutant, { task, seed, isWithin, distractor }) };
  });
  const tests = [...control.arms, ...control.slices].filter(({ pFail }) => pFail !== null).length;
  const alpha = (failShare * gate.alphaFail) / Math.max(1, tests);
  return { control, mutants, test: { alpha, power: gate.power } };
}

/** Throws UNKNOWN_PART for a name that is no fault's, USAGE for a fault that the task cannot have. */
export function faultsNamed(wanted: readonly string[], task: Task): readonly Fault[] {
  const able = faults.filter((item) => item.isFor?.(task) ?? true);
  if (wanted.length === 0) return able;
  const names = able.map((item) => item.name);
  return [...new Set(wanted)].map((name) => {
    const found = faults.find((item) => item.name === name);
    if (found === undefined)
      throw fault('UNKNOWN_PART', `there is no fault \`${name}\``, { hint: didYouMean(name, names) });
    if (able.includes(found)) return found;
    throw fault('USAGE', `the fault \`${name}\` cannot be planted: the task is of the kind ${task.kind}`, {
      hint: `faults that can: ${names.join(', ')}`,
    });
  });
}

/** Case ids by slice; without slices that are all cases, or the same ones as a slice before. */
function sliceMembers(
  slices: readonly SliceResult[],
  cases: readonly Case[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, ReadonlySet<string>>();
  const seen = new Set([cases.map(({ id }) => id).join(' ')]);
  for (const slice of slices) {
    const own = cases.filter((item) => isIn(item, slice)).map(({ id }) => id);
    const key = own.join(' ');
    if (own.length === 0 || seen.has(key)) continue;
    seen.add(key);
    members.set(slice.name, new Set(own));
  }
  return members;
}

function isIn(
  { origin, cell, tags }: Case,
  slice: Pick<SliceResult, 'origin' | 'skill' | 'edgeCase' | 'tag'>,
): boolean {
  return (
    origin === slice.origin &&
    (slice.skill === null || cell.skill === slice.skill) &&
    (slice.edgeCase === null || cell.edgeCase === slice.edgeCase) &&
    (slice.tag === null || tags.includes(slice.tag))
  );
}
