import type { Case, CaseId, Reject } from '../../core/case.ts';
import type { Label } from '../../core/label.ts';
import type { GeneratedCases } from '../../datasets/generated-cases.ts';
import { caseDecisions } from './case-decisions.ts';
import { decideBy, wrongValues } from './decided.ts';
import { isAccepted } from './standing.ts';

type Standing = 'case' | 'rejected' | 'undecided';

/** What became of a case or candidate by what people said. */
export interface AppliedDecision {
  readonly id: CaseId;
  /** null where it was not there: a relabelling made it. */
  readonly was: Standing | null;
  readonly became: Standing;
  /** The last words on it. */
  readonly reason: string;
}

/** Generated cases as people's decisions leave them, and what that changed. */
export interface Applied extends GeneratedCases {
  readonly changes: readonly AppliedDecision[];
}

/**
 * Applies what people said to generated cases and candidates. Nothing is lost: whatever leaves the set stands in the
 * ledger with everybody's verdicts. Applying it again changes nothing.
 */
export function applyLabels(made: GeneratedCases, labels: readonly Label[]): Applied {
  const decisions = caseDecisions(labels);
  const before = new Map<CaseId, Case | Reject>(
    [...made.rejects, ...made.cases].map((item) => [item.id, item]),
  );
  const decide = decideBy(decisions, wrongValues([...before.values()], decisions));
  const after = new Map<CaseId, Case | Reject>();
  for (const item of [...before.values()].flatMap(decide)) {
    const other = after.get(item.id);
    // What a relabelling gives may be there already, as a case or refused; in the set it is once.
    if (other === undefined || (!isAccepted(other) && isAccepted(item))) after.set(item.id, item);
  }
  const items = [...after.values()];
  return {
    cases: items.filter(isAccepted),
    rejects: items.filter((item): item is Reject => !isAccepted(item)),
    changes: items.flatMap((item) => change(item, before.get(item.id))),
  };
}

function change(item: Case | Reject, before: Case | Reject | undefined): readonly AppliedDecision[] {
  const was = before === undefined ? null : standing(before);
  const became = standing(item);
  const reason = item.verdicts.at(-1)?.reason ?? '';
  return was === became ? [] : [{ id: item.id, was, became, reason }];
}

function standing(item: Case | Reject): Standing {
  return isAccepted(item) ? 'case' : item.status;
}
