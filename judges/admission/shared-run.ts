/** The first run of `n` words that stands in both texts, whatever their case and punctuation; null: none. */
export function sharedRun(text: string, other: string, n: number): string | null {
  const known = knownRuns(other, n);
  return runsOf(text, n).find((run) => known.has(run)) ?? null;
}

/** Of the last texts that others were compared with: prompts and seeds come again with every candidate. */
const kept = new Map<string, ReadonlySet<string>>();
const mostKept = 200;

function knownRuns(text: string, n: number): ReadonlySet<string> {
  const key = `${n} ${text}`;
  const runs = kept.get(key) ?? new Set(runsOf(text, n));
  if (kept.size === mostKept && !kept.has(key)) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, runs);
  return runs;
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
