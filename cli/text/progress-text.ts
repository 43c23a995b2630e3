import { counted } from '../../core/counted.ts';
import type { GenerateProgress } from '../../pipeline/generate.ts';

/** What a cell refused so far, and what the command spent: `3 refused, 0.0120 USD, about 0.0480 more for this cell`. */
export function progressText({
  accepted,
  before,
  target,
  rejected,
  undecided,
  spend,
  spentOnCell,
}: GenerateProgress): string {
  const refused = `${rejected + undecided} refused`;
  if (spend.usd === null) return `${refused}, ${counted(spend.requests, 'request')}`;
  if (spend.usd === 0) return refused;
  const made = accepted - before;
  const rest = made === 0 ? null : ((spentOnCell ?? 0) / made) * (target - accepted);
  const more = rest === null ? '' : `, about ${rest.toFixed(4)} more for this cell`;
  return `${refused}, ${spend.usd.toFixed(4)} USD${more}`;
}
