import { judgeKey, signerOf } from '../../core/canary.ts';
import type { Case, Reject, Verdict } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { groupBy } from '../../core/group-by.ts';
import { refOfJudge } from '../../core/judging.ts';
import { catchRateLevel } from '../../judges/admission/catch-rate.ts';
import { clopperPearson } from '../../stats/clopper-pearson.ts';
import type { ModelJudge } from './panel.ts';

/** A judge that surely lets in less than this share of the candidates finds fault with nearly everything. */
const leastLetIn = 0.1;

/**
 * A note on each of these judges that lets in next to nothing: who refuses everything catches every planted error as well.
 * `judged` are cases and rejects with their verdicts; `judges` those of today, by whom older verdicts may not be. Needs 36
 * candidates: before, the upper end of the interval of none lies above a tenth.
 */
export function sternJudgeNotes(
  judged: readonly Pick<Case | Reject, 'id' | 'verdicts'>[],
  judges: readonly Pick<ModelJudge, 'name' | 'version'>[],
): readonly string[] {
  const isAsked = ({ by, version, code }: Verdict) =>
    code !== 'judge-unusable' && judges.some((judge) => judge.name === by && judge.version === version);
  const said = judged.flatMap(({ id, verdicts }) =>
    verdicts.filter(isAsked).map((verdict) => ({ id, verdict, letsIn: verdict.status === 'accepted' })),
  );
  return [...groupBy(said, ({ verdict }) => judgeKey(signerOf(verdict))).values()].flatMap((own) => {
    const letIn = own.filter((one) => one.letsIn).length;
    const upper = clopperPearson(letIn, own.length, catchRateLevel)?.[1] ?? 1;
    const refused = own.find((one) => !one.letsIn);
    if (upper >= leastLetIn || refused === undefined) return [];
    return [
      `the judge ${refOfJudge(refused.verdict.by)} let in ${letIn} of ${counted(own.length, 'candidate')}: who refuses everything catches every planted error too, so its catch rate says little. See what it says of ${refused.id} (\`heldout explain\`), or take another judge`,
    ];
  });
}
