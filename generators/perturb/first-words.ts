/** The text up to the end of its n-th word, line breaks kept; null where it has no more words than that. */
export function firstWords(text: string, n: number): string | null {
  const words = text.matchAll(/\S+/g);
  let count = 0;
  let end = 0;
  for (const word of words) {
    if (count === n) return text.slice(0, end);
    count++;
    end = word.index + word[0].length;
  }
  return null;
}
