import type { GateCheck, GateStatus } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';

const order: readonly GateStatus[] = ['fail', 'inconclusive', 'pass'];

/** The checks with those that decided first: failed, not shown, passed. */
export function orderedChecks(checks: readonly GateCheck[]): readonly GateCheck[] {
  return checks.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** The checks that have the verdict's own status; all of them where none has, as when missing scores hold a pass back. */
export function decidingChecks({ status, checks }: Pick<Report, 'status' | 'checks'>): readonly GateCheck[] {
  const deciding = checks.filter((check) => check.status === status);
  return deciding.length > 0 ? deciding : orderedChecks(checks);
}

/** What a passed check of synthetic cases is limited to, in brackets; empty for any other check. */
export function checkScope({ name, status }: GateCheck): string {
  const synthetic = name === 'synthetic' || name.startsWith('synthetic/');
  return status === 'pass' && synthetic ? ' (on synthetic scenarios)' : '';
}
