import { counted } from '../core/counted.ts';
import type { CleanSubset } from '../core/report.ts';
import { interval, percent, proportion, signed } from './numbers.ts';
import { statusWords } from './status-words.ts';

/** The clean subset: what was left out in one sentence, and a table of the arms; no rows where nothing was left out. */
export function cleanWords({ trainingRows, leftOut, arms }: CleanSubset): {
  readonly sentence: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const head = ['arm', 'n', 'baseline', 'candidate', 'difference', 'interval', 'status'];
  const against = counted(trainingRows, 'training row');
  const { real, synthetic } = leftOut;
  if (real + synthetic === 0)
    return { sentence: `all cases: none stands in the ${against}, or nearly so`, head, rows: [] };
  const gone = `${real} real and ${synthetic} synthetic cases stand in the ${against}, or nearly so`;
  if (arms.length === 0) return { sentence: `${gone}: no real case is left`, head, rows: [] };
  return {
    sentence: `${gone}; this is without them, and decides nothing`,
    head,
    rows: arms.map((arm) => [
      arm.origin,
      String(arm.n),
      proportion(arm.baseline),
      proportion(arm.candidate),
      signed(arm.difference),
      `${interval(arm.interval)} at ${percent(arm.level)}`,
      statusWords(arm.status, arm.origin),
    ]),
  };
}
