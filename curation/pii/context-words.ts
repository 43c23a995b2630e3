const reach = 120;

/** The words before a place in a text, nearest first and in lower case; `client_ip` and `clientIp` are two words. */
export function wordsBefore(text: string, at: number, count: number): readonly string[] {
  const parts = text.slice(Math.max(0, at - reach), at).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const words = parts.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.slice(-count).reverse();
}

/** Tells whether a word is one of those listed; `card*` stands for every word that begins so. */
export function wordMatcher(listed: readonly string[]): (word: string) => boolean {
  const whole = new Set(listed.filter((word) => !word.endsWith('*')));
  const stems = listed.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  return (word) => whole.has(word) || stems.some((stem) => word.startsWith(stem));
}
