const bits = 32;

/**
 * ROUGE-L F1 of one text to any other, both given as a number for each word; 0 where one has none. Made ready once for many
 * others: the longest common subsequence is found 32 words of the text at a time, by the bits of Crochemore et al. (2001),
 * so that long texts cost little.
 */
export function rougeLTo(words: Uint32Array): (other: Uint32Array) => number {
  const size = Math.ceil(words.length / bits);
  const places = new Map<number, Uint32Array>();
  for (const [at, word] of words.entries()) {
    const own = places.get(word) ?? new Uint32Array(size);
    own[at >>> 5] = (own[at >>> 5] ?? 0) | (1 << (at & 31));
    places.set(word, own);
  }
  // A bit that has become 0 stands for a word by which the subsequence is longer than up to the word before.
  const row = new Uint32Array(size);
  return (other) => {
    if (words.length === 0 || other.length === 0) return 0;
    row.fill(0xffffffff);
    for (const word of other) {
      const own = places.get(word);
      if (own !== undefined) step(row, own);
    }
    let length = 0;
    for (let at = 0; at < words.length; at++) if (((row[at >>> 5] ?? 0) & (1 << (at & 31))) === 0) length++;
    return (2 * length) / (words.length + other.length);
  };
}

/** row = (row + (row & own)) | (row & ~own), the sum over all words of 32 bits as one number. */
function step(row: Uint32Array, own: Uint32Array): void {
  let carry = 0;
  for (let at = 0; at < row.length; at++) {
    const before = row[at] ?? 0;
    const mask = own[at] ?? 0;
    const sum = before + ((before & mask) >>> 0) + carry;
    carry = sum > 0xffffffff ? 1 : 0;
    row[at] = sum | (before & ~mask);
  }
}
