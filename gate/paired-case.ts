import type { CaseId, ClusterId, Origin } from '../core/case.ts';

/** What both models scored on one case. Null: no score, for reasons that are not the model's. */
export interface PairedCase {
  readonly caseId: CaseId;
  readonly origin: Origin;
  readonly cluster: ClusterId;
  readonly skill: string;
  readonly edgeCase: string | null;
  readonly tags: readonly string[];
  readonly candidate: 0 | 1 | null;
  readonly baseline: 0 | 1 | null;
}
