import { type Case, type CaseId, inputText } from '../../core/case.ts';
import { expectedText } from '../../core/expected-text.ts';
import type { GateDecision } from '../../core/gate-decision.ts';
import type { LostCase } from '../../core/report.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { slicesOf } from '../../gate/slices.ts';
import type { ScoredRun } from './scored-run.ts';

const shown = 20;

/**
 * Cases that only the baseline got right, those of failing slices first; at most 20. Texts of cases that may not be
 * copied are left out.
 */
export function lostCases(
  cases: readonly Case[],
  pairs: readonly PairedCase[],
  decision: GateDecision,
  tags: readonly string[],
  runs: { readonly candidate: ScoredRun; readonly baseline: ScoredRun },
): readonly LostCase[] {
  const failing = new Set(
    decision.slices.filter((slice) => slice.status === 'fail').map((slice) => slice.name),
  );
  const slicesByCase = namesByCase(pairs, tags);
  const byId = new Map(cases.map((item) => [item.id, item]));
  const failsOf = (id: CaseId) => (slicesByCase.get(id) ?? []).filter((name) => failing.has(name)).length;
  return pairs
    .filter((pair) => pair.candidate === 0 && pair.baseline === 1)
    .sort((a, b) => failsOf(b.caseId) - failsOf(a.caseId) || (a.caseId < b.caseId ? -1 : 1))
    .slice(0, shown)
    .flatMap(({ caseId }) => {
      const item = byId.get(caseId);
      const slices = (slicesByCase.get(caseId) ?? []).toSorted(
        (a, b) => Number(failing.has(b)) - Number(failing.has(a)),
      );
      return item === undefined ? [] : [lostCase(item, slices, runs)];
    });
}

function lostCase(
  { id, input, expected, provenance }: Case,
  slices: readonly string[],
  { candidate, baseline }: { readonly candidate: ScoredRun; readonly baseline: ScoredRun },
): LostCase {
  const { copyable } = provenance;
  return {
    caseId: id,
    declaredId: provenance.kind === 'authored' ? provenance.declaredId : null,
    slices,
    input: copyable ? inputText(input) : null,
    // A label is one of a few words of the suite: it gives nothing of the row away.
    expected: copyable || expected.kind === 'label' ? expectedText(expected) : null,
    candidate: copyable ? candidate.answerTo(id) : null,
    baseline: copyable ? baseline.answerTo(id) : null,
    reason: copyable || expected.kind === 'label' ? candidate.reasonFor(id) : '',
  };
}

function namesByCase(
  pairs: readonly PairedCase[],
  tags: readonly string[],
): ReadonlyMap<CaseId, readonly string[]> {
  const names = new Map<CaseId, string[]>();
  for (const slice of slicesOf(pairs, tags)) {
    for (const { caseId } of slice.cases) {
      const own = names.get(caseId);
      if (own === undefined) names.set(caseId, [slice.name]);
      else own.push(slice.name);
    }
  }
  return names;
}
