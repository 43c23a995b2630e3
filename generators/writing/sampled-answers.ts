import { ReplyError } from '../../core/model.ts';
import type { Written } from '../../core/writing.ts';

/** The answers that came. Throws what one of them threw where none came, or where it is more than an unusable reply. */
export function usableAnswers<Answer>(
  settled: readonly PromiseSettledResult<Answer>[],
): readonly [Answer, ...Answer[]] {
  const errors = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const [first, ...rest] = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const grave = errors.find((error) => !(error instanceof ReplyError));
  if (grave !== undefined) throw grave;
  if (first === undefined) throw errors[0];
  return [first, ...rest];
}

/** What the answers cost together, for each of so many cases; null where the price of one is not known. */
export function costOfEach(answers: readonly Pick<Written<unknown>, 'by'>[], cases: number): number | null {
  const costs = answers.map(({ by }) => by.costUsd).filter((cost) => cost !== null);
  if (costs.length < answers.length) return null;
  return costs.reduce((sum, cost) => sum + cost, 0) / cases;
}
