import type { Comparison } from '../../core/gate-decision.ts';
import { normalQuantile } from '../../stats/normal.ts';

/** At what level, adjusted for the number of tests, a FAIL is decided, and with what chance it is wanted. */
export interface FailTest {
  readonly alpha: number;
  readonly power: number;
}

/**
 * Cases with which a loss as large as the one seen fails the gate with the asked power, if more vary and cluster alike:
 * deff·(z_(1−alpha) + z_power)²·Var(d)/(|d| − margin)², and where all cases are lost at least the n with
 * margin^n <= alpha. Var(d) is taken from gains and losses, which is too much where scores are not 0 or 1.
 * Null where the loss is not beyond the margin: no number of cases would fail it.
 */
export function casesToFail(
  seen: Pick<Comparison, 'n' | 'difference' | 'gains' | 'losses' | 'designEffect' | 'margin'>,
  { alpha, power }: FailTest,
): number | null {
  const { n, difference, gains, losses, designEffect, margin } = seen;
  if (difference === null || n === 0) return null;
  const beyond = -difference - margin;
  if (!(beyond > 0)) return null;
  const variance = Math.max(0, (gains + losses) / n - difference ** 2);
  const zs = normalQuantile(1 - alpha) + normalQuantile(power);
  const independent = Math.max((zs ** 2 * variance) / beyond ** 2, Math.log(alpha) / Math.log(margin));
  return Math.ceil(independent * (designEffect ?? 1));
}
