/** Stands in for a zero denominator, as the method asks; far below every value that occurs here. */
const TINY = 1e-300;
const MAX_TERMS = 100_000;

/**
 * Value of b0 + a1/(b1 + a2/(b2 + …)) by the modified Lentz method (Thompson and Barnett 1986).
 * `term(k)` gives [a_k, b_k] for k = 1, 2, …
 * Throws an Error when 100 000 terms do not settle it to double precision.
 */
export function continuedFraction(b0: number, term: (k: number) => readonly [number, number]): number {
  let value = b0 === 0 ? TINY : b0;
  let c = value;
  let d = 0;
  for (let k = 1; k <= MAX_TERMS; k += 1) {
    const [numerator, denominator] = term(k);
    d = denominator + numerator * d;
    c = denominator + numerator / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) return value;
  }
  throw new Error(`a continued fraction did not converge in ${MAX_TERMS} terms`);
}
