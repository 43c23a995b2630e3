import type { GateStatus } from '../../core/gate-decision.ts';
import type { Spend } from '../../core/report.ts';
import type { RunHeader } from '../../core/run.ts';
import type { LackingCell } from '../../gaps/faults/lacking-cells.ts';
import type { MutantOutcome } from '../../gaps/faults/mutant-outcome.ts';
import type { FaultScore, MutantRate, MutationScore } from '../../gaps/faults/mutation-score.ts';
import type { MutationCalls } from './plan-calls.ts';

/** How well a suite's gate catches faults that are planted around a target. */
export interface Mutated {
  /** Null where a dry run found none. */
  readonly run: string | null;
  readonly target: RunHeader['target'];
  readonly dataset: RunHeader['dataset'];
  readonly seed: number;
  readonly cases: number;
  /** Cases that the target gets wholly wrong: nothing can make it worse at them. */
  readonly hopeless: number;
  /** What the gate says of the target beside itself; null in a dry run. */
  readonly control: GateStatus | null;
  readonly planned: number;
  /** Empty in a dry run. */
  readonly outcomes: readonly MutantOutcome[];
  readonly score: MutationScore;
  /** Of the mutants that cost more than a margin. */
  readonly beyondMargin: MutantRate;
  readonly faults: readonly FaultScore[];
  readonly cells: readonly LackingCell[];
  /** What the calls were reckoned to be before the first of them. */
  readonly calls: Pick<MutationCalls, 'target' | 'judges'> & {
    /** Calls of the target without a fault, where it had not been run. */
    readonly first: number;
    /** Mutants that the bound on calls leaves out. */
    readonly leftOut: number;
  };
  readonly isDryRun: boolean;
  readonly spend: Spend;
}
