import type { Case } from '../core/case.ts';
import { BudgetError, HeldoutError, InfrastructureError, messageOf, TimeoutError } from '../core/errors.ts';
import type { ScorerReading, TargetOutput, Trial, TrialFault, TrialTask } from '../core/run.ts';
import type { Scorer, Target } from '../core/seams.ts';

/** A scorer under the name that its readings carry. */
export interface NamedScorer {
  readonly name: string;
  readonly scorer: Scorer;
}

const longestMessage = 1000;

/**
 * Calls the target once and scores what it gave. Whatever the target does is an outcome; only faults of the set-up
 * (a HeldoutError) are thrown. Null when the signal aborted the call.
 */
export async function performTrial(
  task: TrialTask,
  subject: Case,
  target: Target,
  scorers: readonly NamedScorer[],
  signal: AbortSignal,
): Promise<Trial | null> {
  const started = performance.now();
  const { caseId, attempt } = task;
  const durationMs = () => Math.round((performance.now() - started) * 100) / 100;
  let output: TargetOutput;
  try {
    output = await target.call(task.input, signal, caseId, attempt);
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof HeldoutError) throw error;
    const message = messageOf(error).slice(0, longestMessage);
    return { status: 'errored', caseId, attempt, kind: faultOf(error), message, durationMs: durationMs() };
  }
  const spent = durationMs();
  const scores = await readScores(scorers, subject, output, signal);
  return scores === null ? null : { status: 'completed', caseId, attempt, output, scores, durationMs: spent };
}

/** What each scorer reads in an output; null when the signal aborted it. Throws the faults of the set-up. */
export async function readScores(
  scorers: readonly NamedScorer[],
  subject: Case,
  output: TargetOutput,
  signal: AbortSignal,
): Promise<readonly ScorerReading[] | null> {
  const scores: ScorerReading[] = [];
  for (const { name, scorer } of scorers) scores.push(await read(name, scorer, subject, output, signal));
  return signal.aborted ? null : scores;
}

function faultOf(error: unknown): TrialFault {
  if (error instanceof TimeoutError) return 'timeout';
  if (error instanceof BudgetError) return 'budget';
  return error instanceof InfrastructureError ? 'infra' : 'target';
}

async function read(
  name: string,
  scorer: Scorer,
  subject: Case,
  output: TargetOutput,
  signal: AbortSignal,
): Promise<ScorerReading> {
  try {
    return { ...(await scorer.score(subject, output, signal)), scorer: name };
  } catch (error) {
    if (error instanceof HeldoutError) throw error;
    // A scorer that fails has measured nothing: that is neither right nor wrong.
    return { scorer: name, status: 'unscored', reason: `the scorer failed: ${messageOf(error)}` };
  }
}
