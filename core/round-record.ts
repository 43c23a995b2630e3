import type { TargetIdentity } from './run.ts';

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
  readonly aims: readonly string[];
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
