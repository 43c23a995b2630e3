import type { ObservedCase } from './observed-case.ts';

/** What can be said of a case beside the cells that the suite names. */
export interface CaseFeature {
  readonly kind: 'tag' | 'word' | 'pair' | 'cluster';
  /** `#tag`, `"word"`, two of tags and right answers joined by ` & `, or of a cluster by meaning `~"three, telling, words"`. */
  readonly name: string;
}

/** Shorter words are left out: they stand in everything. */
const shortestWord = 3;

/**
 * Features of a case: the tags that are not declared as slices, the words of its text, and pairs of tags, declared ones
 * too, with each other, with its right answer and with its edge case.
 */
export function caseFeatures(
  item: Pick<ObservedCase, 'cell' | 'tags' | 'label' | 'text'>,
  declared: ReadonlySet<string>,
): readonly CaseFeature[] {
  const tags = [...new Set(item.tags)].sort();
  const facets = [
    ...(item.cell.edgeCase === null ? [] : [item.cell.edgeCase]),
    ...(item.label === null ? [] : [`=${item.label}`]),
  ];
  const pairs = tags.flatMap((tag, index) =>
    [...facets, ...tags.slice(index + 1).map((other) => `#${other}`)].map((other) => `#${tag} & ${other}`),
  );
  return [
    ...tags.filter((tag) => !declared.has(tag)).map((tag) => ({ kind: 'tag', name: `#${tag}` }) as const),
    ...pairs.map((name) => ({ kind: 'pair', name }) as const),
    ...wordsOf(item.text).map((word) => ({ kind: 'word', name: `"${word}"` }) as const),
  ];
}

/** The words of a text that may be named, each once, in small letters. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length >= shortestWord);
}
