import type { Expected } from '../../core/case.ts';

/** The texts that count as right, for scorers that compare texts; null for kinds that are not texts. */
export function acceptedTexts(expected: Expected): readonly string[] | null {
  if (expected.kind === 'text') return expected.accept;
  return expected.kind === 'label' ? [expected.label] : null;
}

/** The words for an expected value that a text scorer cannot read. */
export function notAText(expected: Expected): string | null {
  return acceptedTexts(expected) === null ? `needs an expected text, and this one is of kind \`${expected.kind}\`` : null;
}

/** Lower case, NFKC, without white space and punctuation around it: "  **Billing**. " and "billing" are the same. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
    .replace(/\s+/gu, ' ');
}
