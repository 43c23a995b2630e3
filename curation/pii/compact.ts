/** Letters and digits alone, in capitals: the same number whatever it is grouped by. */
export function compact(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Fills the letters and digits of a text with others, in order; separators and small letters stay as they are. */
export function inFormOf(text: string, filling: string): string {
  const isSmall = /\p{Ll}/u.test(text) && !/\p{Lu}/u.test(text);
  const characters = [...(isSmall ? filling.toLowerCase() : filling)];
  return text.replace(/[\p{L}\p{N}]/gu, (before) => characters.shift() ?? before);
}
