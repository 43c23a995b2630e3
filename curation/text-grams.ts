import { mix32, prime } from './hash32.ts';

const space = 0x20;
const offset = 0x811c9dc5;
const charGram = 5;

/**
 * The words of a plain text (see `plainText`), each as a hash of 32 bits. Where words are written without spaces (Chinese,
 * Japanese, Thai and their like) every character counts as one.
 */
export function wordHashes(plain: string): Uint32Array {
  // Not more words than characters.
  const hashes = new Uint32Array(plain.length);
  let count = 0;
  let hash = offset;
  let isOpen = false;
  for (let at = 0; at < plain.length; at++) {
    const unit = plain.charCodeAt(at);
    const isAlone = unit > 0x0dff && standsAlone(unit);
    if (isOpen && (unit === space || isAlone)) {
      hashes[count++] = mix32(hash);
      isOpen = false;
    }
    if (unit === space) continue;
    hash = Math.imul((isOpen ? hash : offset) ^ unit, prime);
    isOpen = true;
    if (!isAlone) continue;
    hashes[count++] = mix32(hash);
    isOpen = false;
  }
  if (isOpen) hashes[count++] = mix32(hash);
  return hashes.subarray(0, count);
}

/** Thai, Lao, Myanmar, Khmer, kana and Han; of a pair of surrogates each half. */
export function standsAlone(unit: number): boolean {
  return (
    (unit >= 0x0e00 && unit <= 0x0eff) ||
    (unit >= 0x1000 && unit <= 0x109f) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x3040 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xd840 && unit <= 0xd87f)
  );
}

/** Hashes of all runs of `n` words, in order; none where there are fewer words. */
export function wordGrams(words: Uint32Array, n: number): Uint32Array {
  return runs(words, n);
}

/** Hashes of all runs of 5 characters of a plain text, in order; of a shorter text the whole, of an empty one nothing. */
export function charGrams(plain: string): Uint32Array {
  const units = new Uint32Array(plain.length);
  for (let at = 0; at < plain.length; at++) units[at] = plain.charCodeAt(at);
  return runs(units, Math.min(charGram, plain.length));
}

/** A polynomial of each run, rolled from one to the next (Karp, Rabin 1987), in 32 bits. */
function runs(values: Uint32Array, n: number): Uint32Array {
  if (n === 0 || values.length < n) return new Uint32Array(0);
  const hashes = new Uint32Array(values.length - n + 1);
  let leaving = 1;
  for (let step = 0; step < n; step++) leaving = Math.imul(leaving, prime);
  let rolled = 0;
  for (let at = 0; at < values.length; at++) {
    rolled = (Math.imul(rolled, prime) + (values[at] ?? 0)) | 0;
    if (at >= n) rolled = (rolled - Math.imul(leaving, values[at - n] ?? 0)) | 0;
    if (at >= n - 1) hashes[at - n + 1] = mix32(rolled);
  }
  return hashes;
}
