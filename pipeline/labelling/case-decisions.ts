import type { CaseId } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { type CaseLabel, type Label, latestLabels } from '../../core/label.ts';

/** What people make of a case together. */
export interface CaseDecision {
  /** `split`: they disagree, and no word has more than half of them. */
  readonly decision: CaseLabel['decision'] | 'split';
  /** The newest label that says so; of a split, the newest of all. */
  readonly label: CaseLabel;
  /** The last word of each person, oldest first. */
  readonly labels: readonly CaseLabel[];
}

/** What people decided, by case: the word that more than half of those who spoke said last. */
export function caseDecisions(labels: readonly Label[]): ReadonlyMap<CaseId, CaseDecision> {
  const ofCases = latestLabels(labels.filter((label) => label.about === 'case'));
  return new Map([...groupBy(ofCases, ({ caseId }) => caseId)].map(([id, own]) => [id, together(own)]));
}

function together(own: readonly CaseLabel[]): CaseDecision {
  const labels = own.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const groups = [...groupBy(labels, wordOf).values()];
  const most = groups.find((group) => group.length * 2 > labels.length);
  const label = (most ?? labels).at(-1);
  if (label === undefined) throw new RangeError('a decision needs a label');
  return { decision: most === undefined ? 'split' : label.decision, label, labels };
}

/** Two relabellings are one word only where they say the same. */
function wordOf(label: CaseLabel): string {
  if (label.decision !== 'relabel') return label.decision;
  // Expected values are plain data by their types; JSON has no narrower name for that.
  return `relabel ${canonicalJson(label.expected as unknown as Json)}`;
}
