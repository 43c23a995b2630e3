import type { CaseId, ClusterId, Origin } from '../core/case.ts';

/** What both models scored, 0–1 each. Null: no score, for reasons that are not the model's. */
export interface ScorePair {
  readonly candidate: number | null;
  readonly baseline: number | null;
}

/** A model's answer that was to be shown to people with a known probability. */
export interface DrawnAnswer {
  /** What people say of it, 0–1; null where it was not drawn. */
  readonly label: number | null;
  readonly probability: number;
}

/**
 * What both models scored on one case: the mean over its repeats; where outputs were compared, the candidate’s share of
 * the win: 1, or one half for a tie.
 */
export interface PairedCase extends ScorePair {
  readonly caseId: CaseId;
  readonly origin: Origin;
  readonly cluster: ClusterId;
  /** What it has in common with cases of other clusters, such as a persona that was made up; left out: nothing. */
  readonly secondCluster?: string;
  readonly skill: string;
  readonly edgeCase: string | null;
  readonly tags: readonly string[];
  /** The scores of each attempt, where there is more than one. */
  readonly attempts?: { readonly candidate: readonly number[]; readonly baseline: readonly number[] };
  /** Where judges scored: the scores without the votes of each family. */
  readonly withoutFamily?: Readonly<Record<string, ScorePair>>;
  /** What people say of both answers, where the case is one of the random sample that they labelled. */
  readonly human?: { readonly candidate: number; readonly baseline: number };
  /** Where answers were drawn to be labelled with probabilities of their own, and all that were drawn are labelled. */
  readonly drawn?: { readonly candidate: DrawnAnswer; readonly baseline: DrawnAnswer };
}
