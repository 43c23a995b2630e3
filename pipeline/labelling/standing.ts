import type { Case, Reject, Verdict } from '../../core/case.ts';

/** A case is told from a candidate that was not accepted by the status of the latter. */
export function isAccepted(item: Case | Reject): item is Case {
  return !('status' in item);
}

/** What a rule refused is not for people to let in: a twin, or what no scorer can read. Models rule after the rules. */
export function isForPeople(item: Case | Reject): boolean {
  return item.provenance.kind === 'generated' && (isAccepted(item) || item.verdicts.some(isOpinion));
}

/** Whether a person signed the verdict. */
export function isPerson({ by }: Pick<Verdict, 'by'>): boolean {
  return by.startsWith('person:');
}

/** A verdict of a model or of a person; the others are those of rules, and what a panel comes to. */
export function isOpinion(verdict: Verdict): boolean {
  return verdict.lineage !== null || isPerson(verdict);
}

/** The item as the judges left it, before any person spoke. */
export function withoutPeople(item: Case | Reject): Case | Reject {
  const verdicts = item.verdicts.filter((verdict) => !isPerson(verdict));
  if (verdicts.length === item.verdicts.length) return item;
  const last = verdicts.at(-1);
  if (last?.status === 'accepted') return { ...asCase(item, last), verdicts };
  const status = last?.status === 'undecided' ? 'undecided' : 'rejected';
  return { ...contentOf(item), status, code: last?.code ?? 'rule', verdicts };
}

/** The item as a case, with one more verdict. */
export function asCase(item: Case | Reject, verdict: Verdict): Case {
  // Parents are of the held-out side: what descends from them lies there.
  return { ...contentOf(item), origin: 'synthetic', split: 'heldout', verdicts: [...item.verdicts, verdict] };
}

/** The item as one that people keep out, with one more verdict. */
export function asReject(item: Case | Reject, verdict: Verdict): Reject {
  const status = verdict.status === 'undecided' ? 'undecided' : 'rejected';
  return { ...contentOf(item), status, code: 'human', verdicts: [...item.verdicts, verdict] };
}

function contentOf(item: Case | Reject) {
  const { id, cell, input, expected, expectedFrom, tags, provenance, cluster, relabels } = item;
  const content = { id, cell, input, expected, expectedFrom, tags, provenance, cluster };
  return relabels === undefined ? content : { ...content, relabels };
}
