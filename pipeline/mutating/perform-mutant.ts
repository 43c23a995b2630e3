import type { CaseId } from '../../core/case.ts';
import { outputDigest } from '../../core/output-digest.ts';
import type { Trial, TrialTask } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import { mutated, type Strike } from '../../gaps/faults/mutant.ts';
import { inProcessExecutor } from '../../runner/in-process-executor.ts';
import { performTrial } from '../../runner/perform-trial.ts';
import { trialKey } from '../../runner/run-records.ts';
import type { OpenScoring } from '../running/open-scoring.ts';
import { type RecordedRun, struckTasks } from './recorded-run.ts';

/** The trials of a mutant. */
export interface MutantTrials {
  readonly trials: ReadonlyMap<string, Trial>;
  /** Trials that the fault struck. */
  readonly struck: number;
  /** Cases with an output that is not the recorded one. */
  readonly changed: ReadonlySet<CaseId>;
}

/**
 * Runs a mutant: trials that its fault does not strike, or whose output stays the same, are those of the recorded run.
 * Throws when the signal aborts.
 */
export async function performMutant(
  run: RecordedRun,
  strike: Strike,
  target: Target,
  { scoring, concurrency }: { readonly scoring: OpenScoring; readonly concurrency: number },
  signal: AbortSignal,
): Promise<MutantTrials> {
  const struck = struckTasks(run, strike);
  const around = mutated(target, strike);
  const executor = inProcessExecutor(concurrency, async (task: TrialTask, abort) => {
    const subject = run.cases.get(task.caseId);
    return subject === undefined
      ? null
      : performTrial(task, subject, around, scoring.scorersOf(subject), abort);
  });
  const trials = new Map(run.record.trials);
  const changed = new Set<CaseId>();
  for await (const trial of executor.run(each(struck.map(({ task }) => task)), signal)) {
    if (isSame(trials.get(trialKey(trial)), trial)) continue;
    trials.set(trialKey(trial), trial);
    changed.add(trial.caseId);
  }
  signal.throwIfAborted();
  return { trials, struck: struck.length, changed };
}

function isSame(before: Trial | undefined, after: Trial): boolean {
  if (before?.status === 'completed' && after.status === 'completed')
    return outputDigest(before.output) === outputDigest(after.output);
  return before?.status === 'errored' && after.status === 'errored' && before.kind === after.kind;
}

async function* each<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items;
}
