import { hash, scramble } from './hash.ts';

const hashes = 64;
const bands = 32;
const rowsPerBand = hashes / bands;
const shingleWords = 4;
const similarEnough = 0.5;
const factors = Array.from({ length: hashes }, (_, at) => hash('factor', at) | 1);
const offsets = Array.from({ length: hashes }, (_, at) => hash('offset', at));

/**
 * Groups texts that are copies of each other but for a few words: for each text the position of the first text of
 * its group. Two texts belong together when their word 4-shingles, without quoted lines (which start with `>`),
 * have a Jaccard similarity of at least 0.5, and so do those linked by a third. Pairs are found by MinHash (64
 * hashes, 32 bands of 2) and verified exactly. A text without words stands alone.
 */
export function nearDuplicates(texts: readonly string[]): readonly number[] {
  const shingles = texts.map(shinglesOf);
  const signatures = shingles.map(signature);
  const parent = texts.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = up;
    parent[index] = at;
    return at;
  };
  for (let band = 0; band < bands; band++) {
    for (const bucket of bucketsOf(signatures, band).values()) {
      for (const [place, one] of bucket.entries()) {
        for (const other of bucket.slice(0, place)) {
          const [a, b] = [root(one), root(other)];
          if (a === b || jaccard(shingles[one], shingles[other]) < similarEnough) continue;
          parent[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
  }
  return texts.map((_, index) => root(index));
}

/** Sorted, distinct hashes of the shingles; a text of fewer than four words has one shingle of all of them. */
function shinglesOf(text: string): Uint32Array {
  const own = text.replace(/^>.*$/gm, '').toLowerCase();
  const words = (own.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => hash(word));
  const found = new Set<number>();
  const last = Math.max(words.length - shingleWords, 0);
  for (let start = 0; start <= last && words.length > 0; start++) {
    let value = 0;
    for (let at = start; at < start + shingleWords; at++)
      value = scramble(Math.imul(value, 31) + (words[at] ?? 0));
    found.add(value);
  }
  return Uint32Array.from(found).sort();
}

/** The least value of each hash over the shingles. The hashes are affine: shingles are well spread already. */
function signature(shingles: Uint32Array): Uint32Array {
  const smallest = new Uint32Array(hashes);
  for (let at = 0; at < hashes; at++) {
    const factor = factors[at] ?? 1;
    const offset = offsets[at] ?? 0;
    let least = 0xffffffff;
    for (let index = 0; index < shingles.length; index++) {
      const value = (Math.imul(shingles[index] ?? 0, factor) + offset) >>> 0;
      if (value < least) least = value;
    }
    smallest[at] = least;
  }
  return smallest;
}

function bucketsOf(signatures: readonly Uint32Array[], band: number): ReadonlyMap<number, readonly number[]> {
  const buckets = new Map<number, number[]>();
  for (const [index, values] of signatures.entries()) {
    let key = 0;
    for (const value of values.subarray(band * rowsPerBand, (band + 1) * rowsPerBand)) {
      key = scramble(Math.imul(key, 31) + value);
    }
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [index]);
    else bucket.push(index);
  }
  return buckets;
}

function jaccard(one: Uint32Array | undefined, other: Uint32Array | undefined): number {
  if (one === undefined || other === undefined || one.length === 0 || other.length === 0) return 0;
  let [shared, a, b] = [0, 0, 0];
  while (a < one.length && b < other.length) {
    const difference = (one[a] ?? 0) - (other[b] ?? 0);
    if (difference === 0) shared++;
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return shared / (one.length + other.length - shared);
}
