import { counted } from '../../core/counted.ts';
import type { CallEstimate } from '../../pipeline/planning/call-estimate.ts';
import type { Estimate } from '../../pipeline/planning/estimate.ts';

/** What filling the quotas would take, in one line. */
export function estimateText({ generators, judges }: Estimate): string {
  const total = generators.usd === null || judges.usd === null ? null : generators.usd + judges.usd;
  const parts = [callText('generators', generators), callText('judges', judges)];
  return `generate, at least: ${parts.join(', ')}, ${moneyText(total)}`;
}

/** Calls to some models, with their tokens. */
export function callText(who: string, { calls, inputTokens, outputTokens }: CallEstimate): string {
  const tokens = Math.ceil((inputTokens + outputTokens) / 1000);
  return calls === 0 ? `${who} 0 calls` : `${who} ${counted(calls, 'call')} of some ${tokens}k tokens in all`;
}

/** An amount, or that it cannot be told. */
export function moneyText(usd: number | null): string {
  return usd === null ? 'price unknown' : `${usd.toFixed(2)} USD`;
}
