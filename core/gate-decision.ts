import type { Origin } from './case.ts';

export type GateStatus = 'pass' | 'fail' | 'inconclusive';

/** What both models did on one set of cases: an arm or a slice. Differences are candidate minus baseline. */
export interface Comparison {
  readonly origin: Origin;
  /** Cases with a score for both models. */
  readonly n: number;
  readonly clusters: number;
  /** Variance inflation by clusters, at least 1; null where it cannot be estimated. */
  readonly designEffect: number | null;
  /** Cases that only the candidate got right, and that only the baseline got right. */
  readonly gains: number;
  readonly losses: number;
  /** Cases without a score for one of the models. */
  readonly missing: number;
  /** Pass rates, 0–1; null where n is 0. */
  readonly baseline: number | null;
  readonly candidate: number | null;
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
  /** Cases for the configured chance of a PASS if the models are equal; null when more would rarely help. */
  readonly nMore: number | null;
  /** Why the status is what it is, in words. */
  readonly reason: string;
}

export interface ArmResult extends Comparison {
  readonly role: 'gate' | 'advisory';
}

export interface SliceResult extends Comparison {
  /** `real/SKILL`, `synthetic/SKILL/EDGE`, `real/#TAG`. */
  readonly name: string;
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly tag: string | null;
  readonly critical: boolean;
}

/** One thing that bears on the verdict: a gating arm, a critical slice or a slice that failed. */
export interface GateCheck {
  readonly name: string;
  readonly status: GateStatus;
  readonly reason: string;
}

export interface GateDecision {
  readonly status: GateStatus;
  /** Never empty: a decision about nothing cannot be made. */
  readonly checks: readonly [GateCheck, ...GateCheck[]];
  readonly arms: readonly [ArmResult, ...ArmResult[]];
  readonly slices: readonly SliceResult[];
}
