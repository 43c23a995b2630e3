/**
 * Random numbers in [0, 1) with 32 bits, by the generator mulberry32 (Ettinger 2017): the same on every machine for the
 * same seed, of which the low 32 bits count. Good enough to resample, not to keep secrets.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
