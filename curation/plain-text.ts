/**
 * A text as overlaps are measured on it: NFKC, lower case, without characters that nobody sees (zero-width spaces, soft
 * hyphens, bidi marks), and for all that is neither letter, mark, digit nor underscore one space. Two texts have the same
 * words in the same order exactly where this is the same.
 */
export function plainText(text: string): string {
  // Most texts are plain ASCII, where this is several times faster.
  return /[^\0-\x7f]/.test(text)
    ? text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
        .replace(/[^\p{L}\p{M}\p{N}_]+/gu, ' ')
        .trim()
    : text
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, ' ')
        .trim();
}
