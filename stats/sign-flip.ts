import { mulberry32 } from './mulberry32.ts';

/** Up to so many differences every flip is counted. */
const mostExact = 20;
const draws = 100_000;
/** Sums that differ by rounding only count as equal. */
const tolerance = 1e-12;

/**
 * Two-sided p of "the differences are symmetric around 0", by flipping their signs: how often a sum at least as far
 * from 0 comes out. Exact for up to 20 differences other than 0, else from 100,000 seeded flips. Give it one sum a
 * cluster where values are clustered. It knows no margin.
 * 1 without any difference.
 */
export function signFlip(differences: readonly number[], seed = 0): number {
  const sizes = differences.filter((value) => value !== 0).map(Math.abs);
  const total = sizes.reduce((sum, value) => sum + value, 0);
  const reach = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - tolerance * Math.max(1, total);
  return sizes.length <= mostExact ? exact(sizes, reach) : sampled(sizes, reach, mulberry32(seed));
}

function exact(sizes: readonly number[], reach: number): number {
  const flips = 2 ** sizes.length;
  let far = 0;
  // In Gray's order one sign changes at a time.
  let sum = sizes.reduce((total, value) => total + value, 0);
  const signs = sizes.map(() => 1);
  for (let step = 1; step <= flips; step += 1) {
    if (Math.abs(sum) >= reach) far += 1;
    const place = 31 - Math.clz32(step & -step);
    const sign = signs[place] ?? 0;
    sum -= 2 * sign * (sizes[place] ?? 0);
    signs[place] = -sign;
  }
  return far / flips;
}

function sampled(sizes: readonly number[], reach: number, random: () => number): number {
  let far = 1;
  for (let draw = 0; draw < draws; draw += 1) {
    const sum = sizes.reduce((total, value) => (random() < 0.5 ? total + value : total - value), 0);
    if (Math.abs(sum) >= reach) far += 1;
  }
  // What was observed is one of the flips, so p is never 0.
  return far / (draws + 1);
}
