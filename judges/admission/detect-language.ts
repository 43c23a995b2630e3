const fewestCharacters = 20;
const leastConfidence = 0.8;
const readCharacters = 1000;

/** What was told of the last texts: parents come again with every candidate that is made of them. */
const known = new Map<string, string | null>();
const mostKnown = 1000;

/**
 * The language of a text as ISO 639-1 code, from its first 1,000 characters; null under 20 letters, or where the
 * detector is not sure: it calls its own result unreliable, or a second language comes near.
 */
export async function detectLanguage(text: string): Promise<string | null> {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < fewestCharacters) return null;
  const read = text.slice(0, readCharacters);
  const told = known.get(read);
  if (told !== undefined) return told;
  // Loaded on first use: the n-gram tables cost more to load than everything else.
  const { eld } = await import('eld/small');
  const found = languageIn(eld.detect(read));
  if (known.size === mostKnown) known.delete(known.keys().next().value ?? '');
  known.set(read, found);
  return found;
}

interface Detected {
  readonly language: string;
  getScores(): Readonly<Record<string, number>>;
  isReliable(): boolean;
}

function languageIn(result: Detected): string | null {
  const [first = 0, second = 0] = Object.values(result.getScores()).sort((a, b) => b - a);
  const isClear = first > 0 && second / first <= leastConfidence;
  return result.isReliable() && isClear ? result.language : null;
}

/** The language that most of the texts are in; null where none can be told. */
export async function commonLanguage(texts: readonly string[]): Promise<string | null> {
  const [best] = await languageCounts(texts);
  return best?.[0] ?? null;
}

/** How many of the texts are in which language, the commonest first; those that cannot be told are left out. */
export async function languageCounts(
  texts: readonly string[],
): Promise<readonly (readonly [string, number])[]> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const found = await detectLanguage(text);
    if (found !== null) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
