import type { GateCheck } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import { checkScope, decidingChecks } from './checks.ts';

/** A check as tools show it that stand beside the code: what, how bad, and at which line of the suite. */
export interface ToldCheck {
  readonly check: GateCheck;
  /** `blocks` fails the build, `warns` does not. */
  readonly weight: 'blocks' | 'warns';
  readonly words: string;
  readonly line: number;
}

/** The checks that keep a gate from passing; none where it passed. */
export function toldChecks(report: Report): readonly ToldCheck[] {
  if (report.status === 'pass') return [];
  return decidingChecks(report).map((check) => ({
    check,
    weight: report.exitCode === 0 ? 'warns' : 'blocks',
    words: `${check.name}${checkScope(check)}: ${check.reason}`,
    line: report.suite.lines[check.name] ?? 1,
  }));
}
