/** A decimal number as its digits and how many of them stand after the point. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * Arithmetic on the decimal numbers that people write, so that 0.1 + 0.2 is 0.3. Operands and results are JavaScript
 * numbers; each operand stands for its shortest decimal form, the result is the number nearest to the exact value.
 * Throws a RangeError for operands or results that are not finite, and for division by zero.
 */
export const exactDecimal = {
  plus: (a: number, b: number): number => combine(a, b, (x, y) => x + y),
  minus: (a: number, b: number): number => combine(a, b, (x, y) => x - y),
  times(a: number, b: number): number {
    const [x, y] = [decimalOf(a), decimalOf(b)];
    return numberOf({ digits: x.digits * y.digits, scale: x.scale + y.scale });
  },
  dividedBy(a: number, b: number): number {
    if (b === 0) throw new RangeError('division by zero');
    const [x, y] = [decimalOf(a), decimalOf(b)];
    // A double has 17 digits; twice as many keep the cut from being seen in the rounded result.
    const more = 34 + Math.max(0, `${y.digits}`.length - `${x.digits}`.length);
    return numberOf({ digits: (x.digits * 10n ** BigInt(more)) / y.digits, scale: x.scale - y.scale + more });
  },
  /** With the sign of the divisor, as Liquid has it. */
  modulo(a: number, b: number): number {
    if (b === 0) throw new RangeError('division by zero');
    return combine(a, b, (x, y) => ((x % y) + y) % y);
  },
  /** To so many digits after the point; half goes away from zero. */
  round(a: number, places: number): number {
    const { digits, scale } = decimalOf(a);
    if (scale <= places) return a;
    const unit = 10n ** BigInt(scale - places);
    const size = digits < 0n ? -digits : digits;
    const whole = (size + unit / 2n) / unit;
    return numberOf({ digits: digits < 0n ? -whole : whole, scale: places });
  },
} as const;

function combine(a: number, b: number, work: (x: bigint, y: bigint) => bigint): number {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  const scale = Math.max(x.scale, y.scale);
  const widen = (decimal: Decimal) => decimal.digits * 10n ** BigInt(scale - decimal.scale);
  return numberOf({ digits: work(widen(x), widen(y)), scale });
}

function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number`);
  if (Number.isSafeInteger(value)) return { digits: BigInt(value), scale: 0 };
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function numberOf({ digits, scale }: Decimal): number {
  const value = Number(`${digits}e${-scale}`);
  if (!Number.isFinite(value)) throw new RangeError('the result is too large for a number');
  return value;
}
