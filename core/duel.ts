import type { CaseId } from './case.ts';

/** Which of two outputs a judge finds better. */
export type Preference = 'candidate' | 'baseline' | 'tie';

/** What one judge model said of two outputs, which it was shown in both orders. */
export interface DuelVote {
  /** The model's name. */
  readonly judge: string;
  /** The model as the server names what answered; left out where that is the name that was asked for. */
  readonly answeredBy?: string;
  readonly family: string;
  /** +1 where it prefers the candidate in both orders, −1 where it prefers the baseline in both, else 0. */
  readonly difference: -1 | 0 | 1;
  /** What it preferred when it was shown the candidate first, and when it was shown the baseline first. */
  readonly preferred: readonly [Preference, Preference];
  /** Whether the candidate's output is the longer one, in characters; null where they are as long. */
  readonly candidateIsLonger: boolean | null;
  readonly reason: string;
}

/** Two outputs for one case, compared. */
export type Duel =
  | {
      readonly status: 'compared';
      /** −1 to 1: the mean of the votes; where none was needed, what is plain to see. */
      readonly difference: number;
      readonly reason: string;
      /** Empty where no judge was needed: the outputs are the same, or one of the models gave none. */
      readonly votes: readonly DuelVote[];
    }
  | { readonly status: 'unscored'; readonly reason: string };

/** A duel as it is kept beside a run. */
export interface DuelRecord {
  readonly caseId: CaseId;
  /** 0-based repeat. */
  readonly attempt: number;
  readonly duel: Duel;
}
