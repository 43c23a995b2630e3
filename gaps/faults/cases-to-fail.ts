import type { Comparison } from '../../core/gate-decision.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { tangoChurn } from '../../stats/tango.ts';

/** At what level, adjusted for the number of tests, a FAIL is decided, and with what chance it is wanted. */
export interface FailTest {
  readonly alpha: number;
  readonly power: number;
}

/**
 * Cases with which a loss as large as the one seen fails the gate with the asked power, if more vary and cluster alike:
 * deff·((z_(1−alpha)·σ0 + z_power·σ1)/(|d| − margin))². σ1² is the variance of what was seen, σ0² that of Tango's score test
 * where the loss is just the margin, which is above 0 also where every case is lost. Both are taken from gains and losses,
 * which is too much where scores are not 0 or 1.
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
  const atMargin = tangoChurn(gains, losses, n, -margin) + margin * (1 - margin);
  const deviations =
    normalQuantile(1 - alpha) * Math.sqrt(atMargin) + normalQuantile(power) * Math.sqrt(variance);
  return Math.ceil((deviations / beyond) ** 2 * (designEffect ?? 1));
}
