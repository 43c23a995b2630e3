import type { IndependenceException } from '../core/report.ts';

/** The sentence for a related judge that was let through on purpose. */
export function exceptionWords({ judge, other, reason }: IndependenceException): string {
  return `judge ${judge} is related to ${other}, let through because: ${reason}`;
}
