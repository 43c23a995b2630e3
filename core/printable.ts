/**
 * Characters that a terminal, a browser or an XML parser may act on, or that nobody sees: controls (the ESC of ANSI
 * sequences among them), format characters such as bidi overrides and zero-width spaces, line separators, lone
 * surrogates and noncharacters. A single joiner after a letter, mark or pictograph stays: Persian, the Indic scripts and
 * composed emoji need it.
 */
export const unprintable =
  /(?!(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line with everything unprintable written out: `\n`, `\t`, `\u{1b}`. What comes back is safe for a
 * terminal and legal in XML 1.0; the mark-up characters of XML and Markdown are still to be escaped.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => named[character] ?? writtenOut(character));
}

/** A character as its code point: `\u{200b}`. */
export function writtenOut(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16).padStart(4, '0')}}`;
}
