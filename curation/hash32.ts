/** The constant of FNV-1a (Fowler, Noll, Vo) for 32 bits. */
export const prime = 0x01000193;

/** Spreads what a sum or product has put into some bits over all 32: the end of MurmurHash3 (Appleby). */
export function mix32(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
