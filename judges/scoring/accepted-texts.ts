import type { Expected } from '../../core/case.ts';

/** The texts that count as right, for scorers that compare texts; null for kinds that are not texts. */
export function acceptedTexts(expected: Expected): readonly string[] | null {
  if (expected.kind === 'text') return expected.accept;
  return expected.kind === 'label' ? [expected.label] : null;
}

/** The words for an expected value that a text scorer cannot read. */
export function notAText(expected: Expected): string | null {
  return acceptedTexts(expected) === null
    ? `needs an expected text, and this one is of kind \`${expected.kind}\``
    : null;
}

/**
 * Lower case, NFKC, one space for each stretch of white space, without list or heading marks before it and without
 * punctuation and symbols around it: "  - **Billing**. " and "billing" are the same. What belongs to a number or a
 * name stays (`-5`, `$5`, `5%`, `c++`, `c#`), and so does a text of punctuation alone.
 */
export function normalised(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  const unlisted = folded.replace(/^(?:[-+#>–—]+ )+/u, '').replace(/^<([^<>]*)>$/u, '$1');
  const characters = [...unlisted];
  // Loops, because a pattern for the end of a text takes quadratic time on a long run of dots.
  const start = characters.findIndex((character) => !isAround(character));
  const end = characters.findLastIndex((character) => !isAround(character));
  return start < 0 ? folded : characters.slice(start, end + 1).join('');
}

function isAround(character: string): boolean {
  return /\uFE0F|[\s\p{P}\p{S}\p{Cf}]/u.test(character) && !/[\p{Sc}\p{Pd}+−%‰°#<>=≤≥≠±]/u.test(character);
}
