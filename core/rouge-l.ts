/**
 * ROUGE-L F1 of two texts, 0 to 1, on lower-case words: twice the longest common subsequence over the sum of their
 * lengths (Lin 2004). Two texts without words are alike only where they are equal.
 */
export function rougeL(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return one.trim() === other.trim() ? 1 : 0;
  return rougeLOfTokens(a, b);
}

/** The same of two lists of tokens; 0 where one of them is empty. */
export function rougeLOfTokens(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const token of a) {
    const next = [0];
    for (const [index, against] of b.entries())
      next.push(token === against ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0));
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
