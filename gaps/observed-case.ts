import type { CaseId, Cell, ClusterId, Origin } from '../core/case.ts';
import type { TrialFault } from '../core/run.ts';

/** What a target gave where it was not right: another answer, words that hold none, or no output at all. */
export type Miss =
  | { readonly kind: 'answer'; readonly answer: string; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'error'; readonly fault: TrialFault; readonly reason: string };

/** A case that was scored, as the search for gaps sees it. */
export interface ObservedCase {
  readonly id: CaseId;
  readonly origin: Origin;
  readonly cluster: ClusterId;
  readonly cell: Cell;
  readonly tags: readonly string[];
  /** The right answer of a classification; null for any other task. */
  readonly label: string | null;
  readonly text: string;
  /** 0–1, the mean over its repeats. */
  readonly score: number;
  /** Of the first attempt; null where that was right. */
  readonly miss: Miss | null;
}
