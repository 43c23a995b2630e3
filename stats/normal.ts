import { continuedFraction } from './continued-fraction.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** From here on the tail is computed by itself: one half less the central area would lose digits. */
const TAIL_FROM = 2;

// Wichura (1988), algorithm AS 241, PPND16: numerator and denominator by rising powers, for |p − 1/2| <= .425 …
const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
// … for tail probabilities down to exp(−25) …
const TAIL = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
// … and beyond.
const FAR_TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

/**
 * Probability that a standard normal variable is at most z.
 * The lower tail keeps its relative precision (about 1e-13 down to z = −37), so ask for −z rather than take 1 − cdf(z).
 * Throws a RangeError for NaN.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z must be a number');
  if (Math.abs(z) === Number.POSITIVE_INFINITY) return z < 0 ? 0 : 1;
  const density = Math.exp((-z * z) / 2) / ROOT_TWO_PI;
  if (Math.abs(z) < TAIL_FROM) return 0.5 + density * centreSeries(z);
  // Laplace's continued fraction for Mills' ratio.
  const x = Math.abs(z);
  const tail = density / continuedFraction(x, (k) => [k, x]);
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z with normalCdf(z) = p, to about 1e-16 relative (Wichura 1988, AS 241).
 * −Infinity for p = 0 and Infinity for p = 1; throws a RangeError for other p outside (0, 1).
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * rational(CENTRE, 0.425 ** 2 - offset * offset);
  const depth = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size = depth <= 5 ? rational(TAIL, depth - 1.6) : rational(FAR_TAIL, depth - 5);
  return offset < 0 ? -size : size;
}

/** z + z³/3 + z⁵/(3·5) + …: the area between 0 and z divided by the density at z. No term cancels another. */
function centreSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

type Coefficients = readonly number[];

function rational([numerator, denominator]: readonly [Coefficients, Coefficients], x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

function polynomial(coefficients: Coefficients, x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
