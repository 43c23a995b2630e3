import type { Origin } from '../core/case.ts';
import type { Report } from '../core/report.ts';

/** True where the origin's results are printed but decide nothing. */
export function isAdvisory(report: Pick<Report, 'arms'>, origin: Origin): boolean {
  return report.arms.some((arm) => arm.origin === origin && arm.role === 'advisory');
}
