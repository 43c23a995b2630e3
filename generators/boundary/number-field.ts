import { z } from 'zod';
import { exactDecimal } from '../exact-decimal.ts';
import { type BoundaryValue, distinctValues } from './boundary-value.ts';

/** A whole number in a range. */
export const integerField = z
  .strictObject({
    type: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    step: z.int().min(1, 'must be at least 1').default(1),
    nominal: z.int().optional(),
  })
  .superRefine(checkRange);

/** A decimal number in a range, a whole number of steps from `min`. */
export const numberField = z
  .strictObject({
    type: z.literal('number'),
    min: z.number(),
    max: z.number(),
    step: z.number().gt(0, 'must be greater than 0'),
    nominal: z.number().optional(),
  })
  .superRefine(checkRange);

interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly nominal?: number | undefined;
}

/**
 * The values of boundary-value analysis for a number: nominal first, then the ends, one step beyond and one step inside
 * them, and 0 and -1 where these are other numbers. Numbers in the range are of whole steps from `min`, so 0 and -1 are
 * left out where they lie between two steps. The nominal value is the middle, unless the field names one.
 */
export function numberValues({ min, max, step, nominal }: NumberRange): readonly BoundaryValue[] {
  const at = (boundary: string, value: number) => ({
    boundary,
    value,
    isValid: value >= min && value <= max,
  });
  const values = [
    at('nominal', nominal ?? middle(min, max, step)),
    at('min', min),
    at('max', max),
    at('min-step', exactDecimal.minus(min, step)),
    at('max+step', exactDecimal.plus(max, step)),
    at('min+step', exactDecimal.plus(min, step)),
    at('max-step', exactDecimal.minus(max, step)),
    ...[at('zero', 0), at('minus-one', -1)].filter(
      ({ value, isValid }) => !isValid || isOnStep(value, min, step),
    ),
  ];
  return distinctValues(values, ({ value }) => value);
}

function middle(min: number, max: number, step: number): number {
  const steps = Math.floor(exactDecimal.dividedBy(exactDecimal.minus(max, min), step) / 2);
  return exactDecimal.plus(min, exactDecimal.times(steps, step));
}

function isOnStep(value: number, min: number, step: number): boolean {
  return exactDecimal.modulo(exactDecimal.minus(value, min), step) === 0;
}

const largest = 1e15;

function checkRange({ min, max, step, nominal }: NumberRange, context: z.RefinementCtx): void {
  const issue = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  if (max < min) {
    issue('max', '`max` must not be below `min`');
    return;
  }
  for (const [key, value] of Object.entries({ min, max })) {
    if (Math.abs(value) > largest) issue(key, `must lie between -${largest} and ${largest}`);
  }
  // The schema has said so already.
  if (step <= 0) return;
  if (!isOnStep(max, min, step)) issue('max', `must be a whole number of steps of ${step} from \`min\``);
  if (nominal === undefined) return;
  if (nominal < min || nominal > max) issue('nominal', 'must lie between `min` and `max`');
  else if (!isOnStep(nominal, min, step))
    issue('nominal', `must be a whole number of steps of ${step} from \`min\``);
}
