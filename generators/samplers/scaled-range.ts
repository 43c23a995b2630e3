import type { z } from 'zod';
import { exactDecimal } from '../exact-decimal.ts';

/** Adds an issue where the range is empty or its ends have more digits than the values. */
export function checkRange(
  { min, max, digits }: { readonly min: number; readonly max: number; readonly digits: number },
  context: z.RefinementCtx,
): void {
  // The schema has said so already.
  if (digits < 0 || digits > 12) return;
  if (max < min)
    context.addIssue({ code: 'custom', path: ['max'], message: '`max` must not be below `min`' });
  for (const [key, value] of Object.entries({ min, max })) {
    if (exactDecimal.round(value, digits) === value) continue;
    const message = `${value} has more than ${digits} digits after the point`;
    context.addIssue({ code: 'custom', path: [key], message });
  }
  if (Math.max(Math.abs(min), Math.abs(max)) * 10 ** digits > Number.MAX_SAFE_INTEGER) {
    context.addIssue({
      code: 'custom',
      path: ['max'],
      message: `too large for ${digits} digits after the point`,
    });
  }
}

/** The number as a count of its smallest unit: 12.5 with 2 digits is 1250. */
export function scaled(value: number, digits: number): number {
  return exactDecimal.times(value, 10 ** digits);
}

/** The number that so many smallest units are. */
export function unscaled(units: number, digits: number): number {
  return exactDecimal.dividedBy(units, 10 ** digits);
}
