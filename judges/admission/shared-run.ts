/** The first run of `n` words that stands in both texts, whatever their case and punctuation; null: none. */
export function sharedRun(text: string, other: string, n: number): string | null {
  const known = new Set(runsOf(other, n));
  return runsOf(text, n).find((run) => known.has(run)) ?? null;
}

/** Words in lower case. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
  );
}

function runsOf(text: string, n: number): readonly string[] {
  const words = wordsOf(text);
  return words.slice(0, Math.max(0, words.length - n + 1)).map((_, at) => words.slice(at, at + n).join(' '));
}
