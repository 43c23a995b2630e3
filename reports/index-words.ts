import type { IndexResult } from '../core/gate-decision.ts';
import { declared, interval, percent, signed } from './numbers.ts';
import { shortStatus } from './status-words.ts';

/** The declared-weight index in one sentence: what it is, what it is made of, and whether it decides. */
export function indexWords(index: IndexResult): string {
  const { difference, level, margin, status, strata, role } = index;
  const parts = strata.map(
    (stratum) => `${declared(stratum.share)} ${stratum.name} (n=${stratum.n}, ${signed(stratum.difference)})`,
  );
  const figures = `${signed(difference)} ${interval(index.interval)} at ${percent(level)}, margin ${declared(margin)}`;
  const weight = role === 'advisory' ? ', decides nothing' : '';
  return `${figures}: ${shortStatus[status]}${weight}; ${parts.join(' + ')}`;
}
