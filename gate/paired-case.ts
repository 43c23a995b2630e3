import type { CaseId, ClusterId, Origin } from '../core/case.ts';

/** What both models scored on one case. Null: no score, for reasons that are not the model's. */
export interface PairedCase {
  readonly caseId: CaseId;
  readonly origin: Origin;
  readonly cluster: ClusterId;
  readonly skill: string;
  readonly edgeCase: string | null;
  readonly tags: readonly string[];
  /** 0–1; where outputs were compared, the candidate’s share of the win: 1, or one half for a tie. */
  readonly candidate: number | null;
  readonly baseline: number | null;
}
