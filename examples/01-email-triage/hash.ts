/**
 * 32-bit hash of a text under a seed: FNV-1a over UTF-16 code units, then the finaliser of MurmurHash3.
 * Gives an unsigned integer, the same on every machine.
 */
export function hash(text: string, seed = 0): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return scramble(value);
}

/** Spreads an integer over all 32 bits: close inputs give unrelated unsigned outputs. */
export function scramble(integer: number): number {
  let value = integer;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
