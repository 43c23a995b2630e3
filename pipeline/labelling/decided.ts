import { type Case, type CaseId, caseId, type Expected, type Reject, type Verdict } from '../../core/case.ts';
import type { CaseLabel } from '../../core/label.ts';
import type { CaseDecision } from './case-decisions.ts';

type Decisions = ReadonlyMap<CaseId, CaseDecision>;

/**
 * What a generated case or candidate becomes by what people decided. It stays as it is where nobody spoke of it, and
 * where what was decided has been done already. A candidate that they accept becomes a case; a case that they refuse
 * goes to the ledger; one that they relabel goes there too, and the relabelled one takes its place. Where they
 * disagree, and where the value was inherited from a parent whose value they found wrong, it is undecided.
 */
export type Decide = (item: Case | Reject) => readonly (Case | Reject)[];

/** `wrong` are cases whose expected value people found wrong, with the label that says so; see {@link wrongValues}. */
export function decideBy(decisions: Decisions, wrong: ReadonlyMap<CaseId, CaseLabel>): Decide {
  const decide: Decide = (item) => {
    if (!isForPeople(item)) return [item];
    const own = decisions.get(item.id);
    if (own?.decision === 'relabel') return relabelled(item, own.label, decide, decisions);
    if (own !== undefined) return [decided(item, own)];
    if (!isAccepted(item)) return [item];
    if (item.relabels !== undefined && !isStillRelabelled(item, decisions.get(item.relabels)))
      return [asReject(item, takenBack(item))];
    const parent = parentsOf(item).flatMap((id) => wrong.get(id) ?? [])[0];
    if (parent === undefined || item.expectedFrom !== 'inherited') return [item];
    return [asReject(item, verdictOf(parent, 'undecided', `its parent ${parent.caseId} was found wrong`))];
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

/** A case is told from a candidate that was not accepted by the status of the latter. */
export function isAccepted(item: Case | Reject): item is Case {
  return !('status' in item);
}

/** What a rule refused is not for people to let in: a twin, or what no scorer can read. */
export function isForPeople(item: Case | Reject): boolean {
  if (item.provenance.kind !== 'generated') return false;
  const last = item.verdicts.at(-1);
  return isAccepted(item) || (last !== undefined && (last.lineage !== null || isPerson(last)));
}

/** Whether a person signed the verdict. */
export function isPerson({ by }: Pick<Verdict, 'by'>): boolean {
  return by.startsWith('person:');
}

function decided(item: Case | Reject, { decision, label }: CaseDecision): Case | Reject {
  if (decision === 'accept')
    return isAccepted(item) ? item : asCase(item, verdictOf(label, 'accepted', 'right'));
  if (decision === 'split') return asReject(item, verdictOf(label, 'undecided', 'people disagree'));
  const reason = label.decision === 'reject' ? `wrong: ${label.reason}` : 'wrong';
  return asReject(item, verdictOf(label, 'rejected', reason));
}

function relabelled(
  item: Case | Reject,
  label: CaseLabel,
  decide: Decide,
  decisions: Decisions,
): readonly (Case | Reject)[] {
  const expected = expectedBy(label);
  if (expected === null)
    return [asReject(item, verdictOf(label, 'rejected', 'relabelled, on another machine'))];
  const id = caseId({ ...item, expected });
  if (id === item.id) return [decided(item, { decision: 'accept', label, labels: [label] })];
  if (comesBack(item, decisions))
    return [asReject(item, verdictOf(label, 'undecided', 'people relabel it to and fro'))];
  const old = asReject(item, verdictOf(label, 'rejected', `relabelled: ${id} takes its place`));
  const made = asCase(item, verdictOf(label, 'accepted', `relabels ${item.id}`));
  return [old, ...decide({ ...made, id, expected, expectedFrom: 'declared', relabels: item.id })];
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

function isStillRelabelled(item: Case, decision: CaseDecision | undefined): boolean {
  if (decision?.decision !== 'relabel') return false;
  const expected = expectedBy(decision.label);
  return expected === null || caseId({ ...item, expected }) === item.id;
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

function asCase(item: Case | Reject, verdict: Verdict): Case {
  // Parents are of the held-out side: what descends from them lies there.
  return { ...contentOf(item), origin: 'synthetic', split: 'heldout', verdicts: withVerdict(item, verdict) };
}

function asReject(item: Case | Reject, verdict: Verdict): Reject {
  const status = verdict.status === 'undecided' ? 'undecided' : 'rejected';
  return { ...contentOf(item), status, code: 'human', verdicts: withVerdict(item, verdict) };
}

function contentOf(item: Case | Reject) {
  const { id, cell, input, expected, expectedFrom, tags, provenance, cluster, relabels } = item;
  const content = { id, cell, input, expected, expectedFrom, tags, provenance, cluster };
  return relabels === undefined ? content : { ...content, relabels };
}

/** What was said already is not said twice. */
function withVerdict({ verdicts }: Case | Reject, verdict: Verdict): readonly Verdict[] {
  const isSame = (other: Verdict) => other.by === verdict.by && other.version === verdict.version;
  return [...verdicts.filter((other) => !isSame(other)), verdict];
}

/** A person signs with name and time: a later word is another verdict. */
function verdictOf({ by, at }: CaseLabel, status: Verdict['status'], reason: string): Verdict {
  const code = status === 'accepted' ? null : 'human';
  return { status, code, reason, by: `person:${by}`, version: at, lineage: null };
}

function takenBack(item: Case): Verdict {
  const before = item.verdicts.at(-1);
  const by = before?.by ?? 'person:';
  return {
    status: 'rejected',
    code: 'human',
    reason: `the relabelling of ${item.relabels} was taken back`,
    by,
    version: `${before?.version}, taken back`,
    lineage: null,
  };
}
