import type { Case, Expected, Reject } from '../../core/case.ts';
import type { Label, ReviewReason, Selection } from '../../core/label.ts';
import type { TargetOutput } from '../../core/run.ts';

/** Something that a person is asked about, and how it came before them. */
export type ReviewItem =
  /** Is the case right? */
  | { readonly about: 'case'; readonly selection: Selection; readonly item: Case | Reject }
  /** Is the answer right? */
  | {
      readonly about: 'output';
      readonly selection: Selection;
      readonly item: Case;
      readonly run: string;
      /** See `outputDigest`. */
      readonly digest: string;
      readonly output: TargetOutput;
    };

/** What a person says of an item. */
export type ReviewWord = {
  /** What the person answered before the expected value was shown; null: it was shown at once. */
  readonly answer?: string | null;
  readonly blind: boolean;
  readonly note?: string;
} & (
  | { readonly decision: 'accept' }
  | { readonly decision: 'reject'; readonly reason: ReviewReason }
  | { readonly decision: 'relabel'; readonly expected: Expected }
  /** Of an output: 1 is right, 0 is wrong. */
  | { readonly decision: 'score'; readonly score: number }
);

/** What of an item a label keeps. */
type Labelled =
  | { readonly about: 'case'; readonly selection: Selection; readonly item: Pick<Case, 'id'> }
  | (Omit<Extract<ReviewItem, { about: 'output' }>, 'item' | 'output'> & { readonly item: Pick<Case, 'id'> });

/** The label that a person's word on an item is. Throws a RangeError for a word that does not fit the item. */
export function labelOf(item: Labelled, word: ReviewWord, by: string, at: Date): Label {
  const { blind, note = '' } = word;
  const keys = {
    caseId: item.item.id,
    by,
    at: at.toISOString(),
    blind,
    selection: item.selection,
    note,
  };
  if (item.about === 'output') {
    if (word.decision !== 'score') throw new RangeError(`an output is scored, not ${word.decision}ed`);
    return { ...keys, about: 'output', run: item.run, output: item.digest, score: word.score };
  }
  const more = { ...keys, about: 'case', answer: word.answer ?? null } as const;
  switch (word.decision) {
    case 'score':
      throw new RangeError('a case is accepted, rejected or relabelled, not scored');
    case 'accept':
      return { ...more, decision: 'accept' };
    case 'reject':
      return { ...more, decision: 'reject', reason: word.reason };
    case 'relabel':
      return { ...more, decision: 'relabel', expected: word.expected };
  }
}
