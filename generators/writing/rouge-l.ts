/**
 * ROUGE-L F1 of two texts, 0 to 1, on lower-case words: twice the longest common subsequence over the sum of their
 * lengths (Lin 2004). Two texts without words are alike only where they are equal.
 */
export function rougeL(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return one.trim() === other.trim() ? 1 : 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [index, against] of b.entries())
      next.push(word === against ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0));
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
