import type { CaseId } from './case.ts';

/** An item of the frozen set: what people said of it does not change any more. */
export interface FrozenItem {
  readonly caseId: CaseId;
  /** Of an answer: its digest, see `outputDigest`; null for a case. */
  readonly output: string | null;
  /** Of an answer: the run that holds it. */
  readonly run: string | null;
  /** 0–1. */
  readonly human: number;
}

/** The items that every version of a judge rates again. */
export interface FrozenSet {
  readonly kind: 'frozen';
  readonly about: 'case' | 'output';
  readonly at: string;
  readonly items: readonly FrozenItem[];
}

/** What one version of a judge made of the frozen items. */
export interface FrozenRating {
  readonly kind: 'rating';
  readonly about: 'case' | 'output';
  /** As its verdicts or readings name it. */
  readonly judge: string;
  /** Changes with prompts, options, settings and weights, as far as they can be seen. */
  readonly version: string;
  readonly at: string;
  /** By item, in the order of the set; null where it gave nothing usable, or the item is gone. */
  readonly votes: readonly (number | null)[];
}

/** A line of drift.jsonl. */
export type DriftRecord = FrozenSet | FrozenRating;
