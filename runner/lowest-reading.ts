import type { Case } from '../core/case.ts';
import type { Reading, TargetOutput } from '../core/run.ts';
import type { NamedScorer } from './perform-trial.ts';

/** The lowest of what the scorers read; unscored as soon as one of them gives no reading. */
export async function lowestReading(
  scorers: readonly NamedScorer[],
  subject: Pick<Case, 'input' | 'expected'>,
  output: TargetOutput,
  signal: AbortSignal,
): Promise<Reading> {
  let lowest: Reading = { status: 'unscored', reason: 'the skill has no scorer' };
  for (const { scorer } of scorers) {
    const reading = await scorer.score(subject, output, signal);
    if (reading.status === 'unscored') return reading;
    if (lowest.status === 'unscored' || reading.value < lowest.value) lowest = reading;
  }
  return lowest;
}
