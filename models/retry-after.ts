/**
 * What a Retry-After header asks for, in milliseconds from `nowMs`: seconds or an HTTP date (RFC 9110, 10.2.3); a date
 * in the past is 0. Null where the header is missing or is neither.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Date.parse takes many texts for dates; an HTTP date begins with the day of the week.
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
