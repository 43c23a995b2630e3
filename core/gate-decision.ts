import type { Origin } from './case.ts';

export type GateStatus = 'pass' | 'fail' | 'inconclusive';

/**
 * What the scores of a comparison rest on: rules (`verifiable`), judges, people who labelled all of it, or people who
 * labelled a part that corrects what judges say of the rest.
 */
export type LabelSource = 'verifiable' | 'judged' | 'human' | 'human-and-judged';

/** What both models did on one set of cases: an arm or a slice. Differences are candidate minus baseline. */
export interface Comparison {
  readonly origin: Origin;
  /** Cases with a score for both models. */
  readonly n: number;
  readonly clusters: number;
  /** Variance inflation by clusters, at least 1; null where it cannot be estimated. */
  readonly designEffect: number | null;
  /** Cases that the candidate did better on, and that the baseline did better on: with pass or fail, alone got right. */
  readonly gains: number;
  readonly losses: number;
  /** Cases without a score for one of the models. */
  readonly missing: number;
  /** Mean scores, 0–1; null where n is 0. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** Candidate minus baseline; where people's labels correct judges, what they make of it. */
  readonly difference: number | null;
  readonly interval: readonly [number, number] | null;
  /** Confidence level of the interval: 1 − 2·alphaPass. */
  readonly level: number;
  readonly margin: number;
  /** One-sided p of "worse by the margin or more": small means shown to be no worse. */
  readonly pPass: number | null;
  /** Holm-adjusted one-sided p of "no worse than the margin": small means shown to be worse. */
  readonly pFail: number | null;
  readonly status: GateStatus;
  readonly labels: LabelSource;
  /** Pairs that people labelled, whether or not they are enough to count; of answers drawn one by one the fewer of both models. */
  readonly humanPairs: number;
  /** Weight of the judged scores beside people's labels, 0–1; null where they are not combined. */
  readonly lambda: number | null;
  /** Cases for the configured chance of a PASS if the models are equal; null when more would rarely help. */
  readonly nMore: number | null;
  /** Why the status is what it is, in words. */
  readonly reason: string;
}

export interface ArmResult extends Comparison {
  readonly role: 'gate' | 'advisory';
}

/** What a reader should know of a slice beside its verdict; it decides nothing. */
export interface SliceRank {
  /** The difference, shrunk towards those of slices of its arm and kind: skills, edge cases or tags. */
  readonly shrunk: number;
  /** Chance that it is worse than its margin, by the same reckoning. */
  readonly pBeyondMargin: number;
  /** False: nothing shows that slices of its arm and kind differ. */
  readonly differsFromAlike: boolean;
  /** Worse at all, by the Benjamini-Hochberg rule over the slices of its arm at 10 %. */
  readonly isLookHere: boolean;
}

export interface SliceResult extends Comparison {
  /** `real/SKILL`, `synthetic/SKILL/EDGE`, `real/#TAG`. */
  readonly name: string;
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly tag: string | null;
  readonly critical: boolean;
  /** null where it has no two clusters with scores. */
  readonly rank: SliceRank | null;
}

/** How far the arms are apart; it decides nothing. */
export interface ArmGap {
  /** The real difference minus the synthetic one. */
  readonly difference: number;
  /** Standard error and its multiple; null where labels of people correct what judges say of an arm. */
  readonly se: number | null;
  readonly z: number | null;
  /** `synthetic-real-conflict`: the arms point in opposite directions, further apart than chance explains. */
  readonly isConflict: boolean;
}

/** One thing that bears on the verdict: a gating arm, a critical slice or a slice that failed. */
export interface GateCheck {
  readonly name: string;
  readonly status: GateStatus;
  readonly reason: string;
}

/** How far a gate that looks before the end has gone. */
export interface SequentialResult {
  /** `obf`: four looks after equal shares of the clusters. `eprocess`: after every cluster. */
  readonly rule: 'obf' | 'eprocess';
  /** The look that the decision was made at, 1-based, and how many there are. */
  readonly look: number;
  readonly looks: number;
  /** Cases that the decision rests on, and those of the dataset. */
  readonly cases: number;
  readonly planned: number;
  /** Calls of the candidate that were not made. */
  readonly savedCalls: number;
  /** True where the rest could not have brought a verdict any more. */
  readonly isHopeless: boolean;
}

/** The verdict without the judges of one family. */
export interface FamilyVerdict {
  readonly family: string;
  readonly status: GateStatus;
}

/** A part of the declared-weight index. */
export interface IndexStratum {
  /** The slice that it is. */
  readonly name: string;
  readonly share: number;
  readonly n: number;
  readonly difference: number | null;
}

/** The mean over slices with declared shares, whatever the numbers of their cases: a third estimand beside the arms. */
export interface IndexResult extends Omit<Comparison, 'origin'> {
  /** `advisory` where the shares are only those of the skills' weights. */
  readonly role: 'gate' | 'advisory';
  readonly strata: readonly IndexStratum[];
}

export interface GateDecision {
  readonly status: GateStatus;
  /** Never empty: a decision about nothing cannot be made. */
  readonly checks: readonly [GateCheck, ...GateCheck[]];
  readonly arms: readonly [ArmResult, ...ArmResult[]];
  readonly slices: readonly SliceResult[];
  /** null without synthetic cases. */
  readonly gap: ArmGap | null;
  /** null where no shares are declared. */
  readonly index: IndexResult | null;
  /** Where judges of several families scored: the verdict without each. */
  readonly families: readonly FamilyVerdict[];
}
