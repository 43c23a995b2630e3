import type { CaseInput } from '../../core/case.ts';
import type { Random } from '../../core/random.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Task } from '../../core/suite.ts';

interface Named {
  readonly name: string;
  readonly description: string;
  /**
   * What its strength is: the `share` of trials that it strikes with all its might, or that part of every input that is
   * `cut` away.
   */
  readonly strengthIs: 'share' | 'cut';
  /** Whether a task can have such a fault. Left out: every task can. */
  isFor?(task: Task): boolean;
}

/** Damage to what a target is given. */
export interface InputFault extends Named {
  readonly at: 'input';
  /** The input with the damage; null where there is nothing to damage. `strength` is read where it says how much is cut. */
  apply(input: CaseInput, random: Random, strength: number): CaseInput | null;
}

/** What an output is an answer to. */
export interface OutputSetting {
  readonly task: Task;
  /** What the target was given. */
  readonly input: CaseInput;
  /** Draws the target's answer to another case, which is wrong here; null where there is none. */
  distractor(random: Random): TargetOutput | null;
}

/** Damage to what a target gives back. */
export interface OutputFault extends Named {
  readonly at: 'output';
  readonly strengthIs: 'share';
  /** The output with the damage; null where there is nothing to damage. */
  apply(output: TargetOutput, random: Random, about: OutputSetting): TargetOutput | null;
}

/** One way in which a target may get worse. The same text and the same stream of chance give the same damage. */
export type Fault = InputFault | OutputFault;
