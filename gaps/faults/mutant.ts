import type { CaseId, CaseInput } from '../../core/case.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { TargetOutput, TrialTask } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import type { Task } from '../../core/suite.ts';
import type { Distractor } from './distractors.ts';
import type { Fault } from './fault.ts';

/** A fault that is planted around a target, in all that it does or on a slice. */
export interface Mutant {
  /** `FAULT@STRENGTH`, and ` on SLICE`. */
  readonly name: string;
  readonly fault: Fault;
  /** Above 0, at most 1; what it is of is the fault's to say. */
  readonly strength: number;
  /** As the gate names it; null: everywhere. */
  readonly slice: string | null;
}

/** Where a mutant strikes, and with what chance. */
export interface MutantSetting {
  readonly task: Task;
  readonly seed: number;
  /** Whether the mutant's slice holds the case. */
  isWithin(id: CaseId): boolean;
  readonly distractor: Distractor;
}

/**
 * What a mutant does to single trials. Chance depends on seed, fault and trial alone: what strikes at one strength strikes
 * at every greater one, with the same damage, and on a slice as it does everywhere.
 */
export interface Strike {
  /** The input that the target is given; null: its own. */
  input(task: TrialTask): CaseInput | null;
  /** The output in place of the target's; null: the target's own. */
  output(task: TrialTask, output: TargetOutput): TargetOutput | null;
}

export function strikeOf(
  { fault, strength }: Mutant,
  { task, seed, isWithin, distractor }: MutantSetting,
): Strike {
  const chanceOf = ({ caseId, attempt }: TrialTask) => {
    if (!isWithin(caseId)) return null;
    const random = createRandom(`${seed}/${fault.name}/${caseId}/${attempt}`);
    const isStruck = fault.strengthIs === 'cut' || random.next() < strength;
    return isStruck ? random.fork('damage') : null;
  };
  return {
    input(trial) {
      const random = fault.at === 'input' ? chanceOf(trial) : null;
      return fault.at !== 'input' || random === null ? null : fault.apply(trial.input, random, strength);
    },
    output(trial, output) {
      const random = fault.at === 'output' ? chanceOf(trial) : null;
      if (fault.at !== 'output' || random === null) return null;
      const draw = (from: Random) => distractor(trial, output, from);
      return fault.apply(output, random, { task, input: trial.input, distractor: draw });
    },
  };
}

/** The target with the fault around it. */
export function mutated(target: Target, strike: Strike): Target {
  return {
    async call(input, signal, caseId = '', attempt = 0) {
      const trial = { caseId, attempt, input };
      const given = strike.input(trial) ?? input;
      const output = await target.call(given, signal, caseId, attempt);
      return strike.output(trial, output) ?? output;
    },
    ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
  };
}
