import type { Candidate, ClusterId, GeneratedProvenance, RejectCode, Verdict } from './case.ts';
import { shortDigest } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';

/** An input with its answer, with the steps that lead to it as well, or with a wrong answer beside the right one. */
export const trainingKinds = ['example', 'reasoning', 'preference'] as const;
export type TrainingKind = (typeof trainingKinds)[number];

/** Something to train on, never to score by. It descends from seeds, rows or documents with `split: train` alone. */
export interface TrainingItem extends Candidate {
  /** A hash of what is trained on; see {@link trainingItemId}. */
  readonly id: string;
  readonly kind: TrainingKind;
  /** The right answer as a model would write it; `expected` is what it was verified against. */
  readonly answer: string;
  /** The steps that lead to the answer; null unless the kind is `reasoning`. */
  readonly rationale: string | null;
  /** A wrong answer to prefer the right one to; null unless the kind is `preference`. */
  readonly rejected: string | null;
  /** The seed, row, document, template or scenario that it descends from: never one of the held-out side. */
  readonly cluster: ClusterId;
  /** Of all that it is made of, as an SPDX expression (`MIT AND CC-BY-4.0`); null where one of them declares none. */
  readonly licence: string | null;
  readonly provenance: GeneratedProvenance;
  /** What ruled on it, beside the comparison with a verified answer. */
  readonly verdicts: readonly Verdict[];
}

/** What did not become a training item, with the verdict that decided it last. */
export interface TrainingReject extends TrainingItem {
  readonly status: 'rejected' | 'undecided';
  readonly code: RejectCode;
}

/** The id of a training item: a hash of its kind, cell, input, answers and rationale. Equal items have equal ids. */
export function trainingItemId(
  content: Pick<TrainingItem, 'kind' | 'cell' | 'input' | 'answer' | 'rationale' | 'rejected'>,
): string {
  const { kind, cell, input, answer, rationale, rejected } = content;
  // These are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson({ kind, cell, input, answer, rationale, rejected } as unknown as Json));
}
