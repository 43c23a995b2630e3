import { counted } from '../core/counted.ts';
import type { GateStatus } from '../core/gate-decision.ts';
import type { Evidence } from './evidence.ts';

/** Why a status is what it is, in one sentence with its numbers. */
export function reasonFor(
  status: GateStatus,
  evidence: Evidence,
  pFail: number | null,
  nMore: number | null,
): string {
  const { n, clusters, margin, interval } = evidence;
  if (n === 0) return 'no case has a score for both models';
  if (clusters < 2) return 'all cases belong to one cluster: nothing shows how alike clusters are';
  const allowed = points(margin);
  const numbers = `${seen(evidence)}${rated(evidence)}`;
  if (status === 'pass') {
    const isBelow = interval !== null && interval[1] < 0;
    const words = isBelow ? 'slightly worse, within the margin of' : 'no worse than the margin of';
    return `${words} ${allowed}: ${numbers}${absent(evidence, 'loss')}`;
  }
  if (status === 'fail') {
    const p = pFail?.toPrecision(2) ?? 'unknown';
    return `worse by more than the margin of ${allowed}: ${numbers}${absent(evidence, 'gain')}, adjusted p ${p}`;
  }
  return `not shown to be within the margin of ${allowed}: ${numbers}${absent(evidence, null)}; ${more(evidence, nMore)}`;
}

function more({ missing, basis, labels, clusters, n }: Evidence, nMore: number | null): string {
  if (nMore !== null) {
    const what = labels === 'human-and-judged' ? 'labelled pair' : 'case';
    const where = basis?.byCluster === true && clusters < n ? ', in clusters of their own,' : '';
    const words = `about ${counted(nMore, `more ${what}`)}${where}`;
    return `${words} would settle it if the models are equal`;
  }
  return missing === 0
    ? 'near the margin: more cases rarely help'
    : 'the missing cases or a difference near the margin leave it open: more cases rarely help';
}

/** Missing cases and what they were counted as; null where they stand against either verdict. */
function absent({ missing }: Evidence, as: 'gain' | 'loss' | null): string {
  if (missing === 0) return '';
  if (as === null) return `, ${missing} missing counted against either verdict`;
  return `, ${missing} missing counted as ${missing === 1 ? `a ${as}` : as === 'gain' ? 'gains' : 'losses'}`;
}

function seen({ difference, interval, level, gains, losses, n }: Evidence): string {
  const range =
    interval === null
      ? ''
      : ` (${Math.round(level * 100)} % interval ${signed(interval[0])} to ${signed(interval[1])})`;
  const counts = `${counted(gains, 'gain')} and ${counted(losses, 'loss', 'losses')} in ${n}`;
  return `${signed(difference ?? 0)} points${range}, ${counts}`;
}

/** Whose word it is, where it is not that of a rule. */
function rated({ labels, humanPairs }: Evidence): string {
  switch (labels) {
    case 'verifiable':
      return '';
    case 'judged':
      return ', as judges rate it';
    case 'human':
      return ', as people rate it';
    case 'human-and-judged':
      return `, as people rate it: by their labels of ${counted(humanPairs, 'pair')} and what judges say of the rest`;
  }
}

/** A share in percentage points, with the digits it was given. */
function points(share: number): string {
  const value = Number((share * 100).toPrecision(6));
  return counted(value, 'point');
}

function signed(share: number): string {
  const rounded = (share * 100).toFixed(1);
  if (rounded === '0.0' || rounded === '-0.0') return '0.0';
  return share > 0 ? `+${rounded}` : rounded.replace('-', '−');
}
