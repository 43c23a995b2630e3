import { type Case, type CaseId, caseId, type Expected, type Reject, type Verdict } from '../../core/case.ts';
import type { CaseLabel } from '../../core/label.ts';
import type { CaseDecision } from './case-decisions.ts';
import { asCase, asReject, isAccepted, isForPeople, withoutPeople } from './standing.ts';

type Decisions = ReadonlyMap<CaseId, CaseDecision>;

/**
 * What a generated case or candidate becomes by what people decided; it depends on the judges' verdicts and the labels
 * alone, not on what was decided in between. It stays as the judges left it where nobody spoke of it. One that people
 * accept is a case; one that they refuse is in the ledger; one that they relabel is there too, and the relabelled one
 * takes its place. Where they disagree, and where the value was inherited from a parent whose value they found wrong,
 * it is undecided.
 */
export type Decide = (item: Case | Reject) => readonly (Case | Reject)[];

/** `wrong` are cases whose expected value people found wrong, with the label that says so; see {@link wrongValues}. */
export function decideBy(decisions: Decisions, wrong: ReadonlyMap<CaseId, CaseLabel>): Decide {
  const decide: Decide = (item) => {
    if (!isForPeople(item)) return [item];
    const base = baseOf(item, decisions);
    const own = decisions.get(item.id);
    if (own?.decision === 'relabel') return relabelled(base, own.label, decide, decisions);
    if (own !== undefined) return [decided(base, own)];
    const parent = parentsOf(base).flatMap((id) => wrong.get(id) ?? [])[0];
    if (parent === undefined || base.expectedFrom !== 'inherited' || !isAccepted(base)) return [base];
    return [asReject(base, verdictOf(parent, 'undecided', `its parent ${parent.caseId} was found wrong`))];
  };
  return decide;
}

/** Cases whose expected value people found wrong, and those among `items` that inherited it, with the label. */
export function wrongValues(
  items: readonly (Case | Reject)[],
  decisions: Decisions,
): ReadonlyMap<CaseId, CaseLabel> {
  const wrong = new Map<CaseId, CaseLabel>();
  for (const [id, { decision, label }] of decisions)
    if (saysWrongValue(decision, label)) wrong.set(id, label);
  const heirs = items.filter(({ expectedFrom, id }) => expectedFrom === 'inherited' && !decisions.has(id));
  for (let size = -1; size < wrong.size; ) {
    size = wrong.size;
    for (const heir of heirs) {
      const parent = parentsOf(heir).flatMap((id) => wrong.get(id) ?? [])[0];
      if (parent !== undefined && !wrong.has(heir.id)) wrong.set(heir.id, parent);
    }
  }
  return wrong;
}

/** How the judges left it; of a relabelled one, how its relabelling did, or that it was taken back. */
function baseOf(item: Case | Reject, decisions: Decisions): Case | Reject {
  const base = withoutPeople(item);
  if (item.relabels === undefined) return base;
  const why = decisions.get(item.relabels);
  const expected = why?.decision === 'relabel' ? expectedBy(why.label) : null;
  const isStill =
    why?.decision === 'relabel' && (expected === null || caseId({ ...item, expected }) === item.id);
  if (isStill) return asCase(base, verdictOf(why.label, 'accepted', `relabels ${item.relabels}`));
  return asReject(base, {
    status: 'rejected',
    code: 'human',
    reason: `the relabelling of ${item.relabels} was taken back`,
    by: `person:${why?.label.by ?? ''}`,
    version: why?.label.at ?? '',
    lineage: null,
  });
}

function decided(base: Case | Reject, { decision, label }: CaseDecision): Case | Reject {
  if (decision === 'accept')
    return isAccepted(base) ? base : asCase(base, verdictOf(label, 'accepted', 'right'));
  if (decision === 'split') return asReject(base, verdictOf(label, 'undecided', 'people disagree'));
  const reason = label.decision === 'reject' ? `wrong: ${label.reason}` : 'wrong';
  return asReject(base, verdictOf(label, 'rejected', reason));
}

function relabelled(
  base: Case | Reject,
  label: CaseLabel,
  decide: Decide,
  decisions: Decisions,
): readonly (Case | Reject)[] {
  const expected = expectedBy(label);
  if (expected === null)
    return [asReject(base, verdictOf(label, 'rejected', 'relabelled, on another machine'))];
  const id = caseId({ ...base, expected });
  if (id === base.id) return [decided(base, { decision: 'accept', label, labels: [label] })];
  if (comesBack(base, decisions))
    return [asReject(base, verdictOf(label, 'undecided', 'people relabel it to and fro'))];
  const old = asReject(base, verdictOf(label, 'rejected', `relabelled: ${id} takes its place`));
  const made = asCase(base, verdictOf(label, 'accepted', `relabels ${base.id}`));
  return [old, ...decide({ ...made, id, expected, expectedFrom: 'declared', relabels: base.id })];
}

/** Whether relabelling the relabelled one, and so on, comes back to where it began. */
function comesBack(item: Case | Reject, decisions: Decisions): boolean {
  const seen = new Set<CaseId>();
  for (let id = item.id; !seen.has(id); ) {
    seen.add(id);
    const next = decisions.get(id);
    const expected = next?.decision === 'relabel' ? expectedBy(next.label) : null;
    if (expected === null) return false;
    id = caseId({ ...item, expected });
  }
  return true;
}

/** The value that a person gave; null where this label gives none, or none that may be on this machine. */
function expectedBy(label: CaseLabel): Expected | null {
  return label.decision === 'relabel' ? label.expected : null;
}

function saysWrongValue(decision: CaseDecision['decision'], label: CaseLabel): boolean {
  if (decision === 'relabel') return true;
  return decision === 'reject' && label.decision === 'reject' && label.reason === 'wrong-expected';
}

function parentsOf({ provenance }: Case | Reject): readonly CaseId[] {
  return provenance.kind === 'generated' ? provenance.parents : [];
}

/** A person signs with name and time: a later word is another verdict. */
function verdictOf({ by, at }: CaseLabel, status: Verdict['status'], reason: string): Verdict {
  const code = status === 'accepted' ? null : 'human';
  return { status, code, reason, by: `person:${by}`, version: at, lineage: null };
}
