import type { GateStatus } from '../core/gate-decision.ts';
import type { Evidence } from './evidence.ts';

/** Why a status is what it is, in one sentence with its numbers. */
export function reasonFor(status: GateStatus, evidence: Evidence, pFail: number | null): string {
  const { n, clusters, margin, nMore } = evidence;
  if (n === 0) return 'no case has a score for both models';
  if (clusters < 2) return 'all cases belong to one cluster: nothing shows how alike clusters are';
  const allowed = `${points(margin)} points`;
  if (status === 'pass') return `no worse than the margin of ${allowed}: ${seen(evidence)}`;
  if (status === 'fail') {
    return `worse by more than the margin of ${allowed}: ${seen(evidence)}, adjusted p ${pFail?.toPrecision(2) ?? 'unknown'}`;
  }
  const more =
    nMore === null
      ? 'near the margin: more cases rarely help'
      : `about ${nMore} more cases would settle it if the models are equal`;
  return `not shown to be within the margin of ${allowed}: ${seen(evidence)}; ${more}`;
}

function seen({ difference, interval, level, gains, losses, n }: Evidence): string {
  const range =
    interval === null
      ? ''
      : ` (${Math.round(level * 100)} % interval ${signed(interval[0])} to ${signed(interval[1])})`;
  return `${signed(difference ?? 0)} points${range}, ${gains} gains and ${losses} losses in ${n}`;
}

function points(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

function signed(share: number): string {
  const rounded = (share * 100).toFixed(1);
  if (rounded === '0.0' || rounded === '-0.0') return '0.0';
  return share > 0 ? `+${rounded}` : rounded.replace('-', '−');
}
