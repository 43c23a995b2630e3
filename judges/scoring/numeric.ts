import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { numbersIn, type ParsedNumber } from './parse-number.ts';
import { passOrFail, quoted } from './reading.ts';
import { convertUnit, isUnit } from './units.ts';

interface ExpectedNumber {
  readonly value: number;
  readonly tolerance: number;
  readonly unit: string | null;
}

/** Relative slack for fractions, which floating point rounds: 0.1 + 0.2 is 0.3. Whole numbers are exact. */
const roundingSlack = 1e-12;

/**
 * Right when the number in the output is within `tolerance` (absolute, both ends included) of the expected one.
 * The output must hold exactly one number, unless `pick` says `first` or `last`. A unit in the output is converted
 * to the expected unit; another quantity is wrong; no unit counts as the expected one.
 * `tolerance` and `unit` override those of the case.
 */
export const numeric: ScorerPart = definePart({
  name: 'numeric',
  version: '1',
  options: z.strictObject({
    tolerance: z.number().min(0).optional(),
    unit: z.string().min(1).optional(),
    pick: z.enum(['only', 'first', 'last']).default('only'),
  }),
  create(options) {
    return {
      unreadable: (expected) =>
        expectedNumber(expected) === null
          ? `needs an expected number, and this one is of kind \`${expected.kind}\`${expected.kind === 'text' ? ' without one number as its answer' : ''}`
          : null,
      async score({ expected }, output) {
        const wanted = expectedNumber(expected);
        if (wanted === null) return { status: 'unscored', reason: 'the case has no expected number' };
        const found = numbersIn(output.text);
        const number = options.pick === 'last' ? found.at(-1) : found[0];
        if (number === undefined) return passOrFail(false, `${quoted(output.text)} holds no number`);
        if (options.pick === 'only' && found.length > 1) {
          return passOrFail(false, `${quoted(output.text)} holds ${found.length} numbers`);
        }
        return compare(number, {
          value: wanted.value,
          tolerance: options.tolerance ?? wanted.tolerance,
          unit: options.unit ?? wanted.unit,
        });
      },
    };
  },
});

function compare(found: ParsedNumber, wanted: ExpectedNumber): ReturnType<typeof passOrFail> {
  const written = found.unit === null ? `${found.value}` : `${found.value} ${found.unit}`;
  const goal = wanted.unit === null ? `${wanted.value}` : `${wanted.value} ${wanted.unit}`;
  const hasUnit =
    wanted.unit !== null && found.unit !== null && (isUnit(found.unit) || found.unit === wanted.unit);
  const value = hasUnit ? convertUnit(found.value, found.unit ?? '', wanted.unit ?? '') : found.value;
  if (value === null) return passOrFail(false, `${written} is no amount of ${wanted.unit}`, written);
  const isExact = Number.isInteger(value) && Number.isInteger(wanted.value);
  const slack = isExact ? 0 : roundingSlack * Math.max(Math.abs(value), Math.abs(wanted.value));
  const isRight = Math.abs(value - wanted.value) <= wanted.tolerance + slack;
  return passOrFail(isRight, isRight ? `${written} is ${goal}` : `${written} is not ${goal}`, written);
}

function expectedNumber(expected: Expected): ExpectedNumber | null {
  if (expected.kind === 'number') return expected;
  if (expected.kind !== 'text' || expected.accept.length !== 1) return null;
  const [only, ...others] = numbersIn(expected.accept[0]);
  return only === undefined || others.length > 0 ? null : { ...only, tolerance: 0 };
}
