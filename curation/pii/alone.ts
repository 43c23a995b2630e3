/**
 * A pattern for a value that stands alone: no letter, digit or underscore touches it, and it is not a part of a longer
 * number, version, UUID or address that goes on after a dot, slash, colon or hyphen. Bounded on both sides, so that a run
 * of digits of any length is looked at once.
 */
export function alone(body: string, flags = 'gu'): RegExp {
  const before = '(?<![\\p{L}\\p{M}\\p{N}_])(?<!\\p{N}[-./:])(?<![A-Fa-f]-)';
  const after = '(?![\\p{L}\\p{M}\\p{N}_])(?![-./:]\\p{N})(?!-[A-Fa-f])';
  return new RegExp(`${before}(?:${body})${after}`, flags);
}
