import { judgeKey, signerOf } from '../../core/canary.ts';
import type { Case, CaseId, Reject, Verdict } from '../../core/case.ts';
import type { JudgedItem } from '../../judges/calibration/judged-item.ts';
import type { CaseDecision } from '../labelling/case-decisions.ts';
import { isOpinion, isPerson } from '../labelling/standing.ts';
import type { MeasuredJudge } from './measured-judge.ts';

/** A judge of cases, with what it and people said of the same ones. */
export interface CaseJudge extends MeasuredJudge {
  /** See `judgeKey`. */
  readonly key: string;
  readonly items: readonly JudgedItem[];
}

/** The panel's verdict, which no single model signs. */
const panel = 'panel';

/**
 * What judges and people said of the same cases and candidates, by judge; another version is another judge. An objection
 * counts as "wrong", whatever came of it. Left out are judges without a usable word, and cases on which people disagree.
 */
export function caseVotes(
  items: readonly (Case | Reject)[],
  decisions: ReadonlyMap<CaseId, CaseDecision>,
): readonly CaseJudge[] {
  const judges = new Map<string, CaseJudge & { readonly items: JudgedItem[] }>();
  for (const item of items) {
    const decision = decisions.get(item.id)?.decision ?? 'split';
    // A relabelled case is a person's own: no judge has ruled on it.
    if (decision === 'split' || item.relabels !== undefined) continue;
    for (const verdict of item.verdicts.filter(isVote)) {
      const { by, version, lineage } = verdict;
      const key = judgeKey(signerOf(verdict));
      const judge = judges.get(key) ?? { key, about: 'case', judge: by, version, lineage, items: [] };
      judges.set(key, judge);
      const human = decision === 'accept' ? 1 : 0;
      judge.items.push({ item: item.id, cluster: item.cluster, human, judged: isFor(verdict) ? 1 : 0 });
    }
  }
  return [...judges.values()];
}

function isVote(verdict: Verdict): boolean {
  const isJudge = verdict.by === panel || (isOpinion(verdict) && !isPerson(verdict));
  return isJudge && verdict.code !== 'judge-unusable';
}

function isFor({ by, status, code }: Verdict): boolean {
  return by === panel ? status === 'accepted' : code === null;
}
