import type { Origin } from '../core/case.ts';
import type { Comparison, GateStatus } from '../core/gate-decision.ts';

/** The status of one comparison where its origin is said beside it. */
export const shortStatus = { pass: 'PASS', fail: 'FAIL', inconclusive: 'not shown' } as const;

/** The status of one comparison. A synthetic pass says nothing about production and is worded so. */
export function statusWords(status: GateStatus, origin: Origin): string {
  const scope = status === 'pass' && origin === 'synthetic' ? ' on synthetic scenarios' : '';
  return `${shortStatus[status]}${scope}`;
}

/** What every report says of a pass on fewer than 30 cases (worst cases over n and margin, enumerated for independent cases). */
export const smallPassRemark =
  "n < 30: at that size the rule's false-pass rate is up to 7.4 % (11.8 % where every case is discordant)";

/** True for a pass that has to carry {@link smallPassRemark}. */
export function isSmallPass(result: Pick<Comparison, 'n' | 'status'>): boolean {
  return result.status === 'pass' && result.n < 30;
}
