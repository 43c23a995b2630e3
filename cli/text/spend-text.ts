import { counted } from '../../core/counted.ts';
import type { Spend } from '../../core/report.ts';

/** `40 requests, 0.0120 USD`. A price that is not known is said to be so. */
export function spendText({ usd, requests }: Spend): string {
  return `${counted(requests, 'request')}, ${usd === null ? 'price unknown' : `${usd.toFixed(4)} USD`}`;
}
