import type { Origin } from './case.ts';
import type { TargetIdentity } from './run.ts';

/** A weakness that was aimed at: which cases are meant. Null: all of them. */
export interface AimRecord {
  /** As gaps name cells and slices. */
  readonly name: string;
  readonly origin: Origin;
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly label: string | null;
  readonly tag: string | null;
  /** Of a slice that nobody has named: the tag, word or pair that its cases have, or the cluster that they lie in. */
  readonly feature: string | null;
  /** Of a cluster: the embedder, by which the run's cases are divided anew to tell what lies in it. */
  readonly embedder?: string;
}

/** What a fill made, and what it was aimed by: a line of `rounds.jsonl`. */
export interface FillRecord {
  readonly kind: 'fill';
  /** 1-based. */
  readonly round: number;
  /** ISO 8601. */
  readonly at: string;
  /** The run whose failures were looked at, and whose target that was. */
  readonly run: string;
  readonly target: TargetIdentity;
  /** Cells and slices that the training material is aimed at. */
  readonly aims: readonly AimRecord[];
  /** The versions of the dataset before and after; equal where no case was added. */
  readonly versions: { readonly before: number; readonly after: number };
  /** SKILL/EDGE → by how many cases its quota is raised from here on. */
  readonly heldout: Readonly<Record<string, number>>;
  /** Cases of the probe that were made for this round; its real rows are those of `data.probe`. */
  readonly probe: number;
  /** Training items that were added. */
  readonly training: number;
  /** The same target on the new cases and the probe, before anything was trained; null where there are none. */
  readonly before: string | null;
}

/** Cases that chose what was made, cases that were made with it, or the probe. */
export type RoundSet = 'old' | 'new' | 'probe';

/** The target of a fill and the one that was trained after it, on one slice of one set of cases. */
export interface RoundSlice {
  readonly set: RoundSet;
  readonly name: string;
  readonly isAimed: boolean;
  readonly n: number;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Two-sided, at the level of the gate; null where it cannot be told. */
  readonly interval: readonly [number, number] | null;
  /** One-sided p of "no better", adjusted (Holm) over what was aimed at on fresh cases; null for the others. */
  readonly pGain: number | null;
  /** One-sided p of "no worse than the margin", adjusted over all slices; null where it cannot be told. */
  readonly pWorse: number | null;
  readonly status: 'better' | 'worse' | 'no-worse' | 'open';
}

/** Whether a round of training helped: a line of `rounds.jsonl`. */
export interface RoundRecord {
  readonly kind: 'round';
  /** Of the fill that it measures. */
  readonly round: number;
  /** ISO 8601. */
  readonly at: string;
  readonly target: TargetIdentity;
  /** The new target on the dataset, and on what the fill made; null where that is nothing. */
  readonly run: string;
  readonly fresh: string | null;
  /** Whether the gain on fresh cases of what was aimed at is more than noise. */
  readonly helped: 'yes' | 'not-shown' | 'worse' | 'nothing-to-tell-by';
  readonly slices: readonly RoundSlice[];
}
