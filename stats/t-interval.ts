import type { Interval } from './interval.ts';
import { requireFraction } from './require-fraction.ts';
import { studentTQuantile } from './student-t.ts';

/** An estimate with its standard error, and the degrees of freedom that the error was estimated with. */
export interface Estimate {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
}

/** estimate ± t·se with Student's t of `df` degrees of freedom. */
export function tInterval({ estimate, se, df }: Estimate, confidence: number): Interval {
  requireFraction('confidence', confidence);
  const half = studentTQuantile((1 + confidence) / 2, df) * se;
  return [estimate - half, estimate + half];
}
