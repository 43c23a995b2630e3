import { type Case, inputText } from '../core/case.ts';

/**
 * Share of the held-out cases whose words equal those of some training row: the lists of word characters of the
 * lower-cased texts are compared. Null without held-out cases. A text without words overlaps with nothing.
 */
export function exactOverlap(heldout: readonly Case[], training: readonly Case[]): number | null {
  if (heldout.length === 0) return null;
  const seen = new Set(training.map(wordKey));
  return heldout.filter((item) => wordKey(item) !== '' && seen.has(wordKey(item))).length / heldout.length;
}

function wordKey(item: Case): string {
  return (
    inputText(item.input)
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? []
  ).join(' ');
}
