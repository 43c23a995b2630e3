import { type CanaryResult, judgeKey, signerOf } from '../../core/canary.ts';
import { cellName, type Verdict } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import { ask, askRules, type ModelJudge, type Panel } from './panel.ts';
import type { Canary } from './plant-canary.ts';

/** Whether a judge can be measured by a canary: one that only answers sees wrong answers alone. */
export function canSee({ assesses }: ModelJudge, { operator }: Canary): boolean {
  return assesses || operator.isSeenByAnswer;
}

/** Puts a canary before judges like every candidate, and gives what each made of it. */
export function askCanary(
  canary: Canary,
  judges: readonly ModelJudge[],
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<readonly CanaryResult[]> {
  const able = judges.filter((judge) => canSee(judge, canary));
  return Promise.all(
    able.map(async (judge) => resultOf(canary, await ask(judge, canary.candidate, context, signal))),
  );
}

/** Puts a canary before the rules: one of them must refuse it. */
export async function askRulesOfCanary(
  canary: Canary,
  panel: Pick<Panel, 'rules'>,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<CanaryResult> {
  const last = (await askRules(panel, canary.candidate, context, signal)).at(-1);
  const rules = panel.rules.map(({ name, version }) => `${name}@${version}`).join();
  const code = last === undefined || last.status === 'accepted' ? null : (last.code ?? 'rule');
  return resultOf(canary, {
    status: code === null ? 'accepted' : 'rejected',
    code,
    reason: last?.reason ?? '',
    by: 'rules',
    version: shortDigest(rules),
    lineage: null,
  });
}

function resultOf({ id: canary, operator, madeOf, candidate }: Canary, verdict: Verdict): CanaryResult {
  const judge = signerOf(verdict);
  const isUnusable = verdict.code === 'judge-unusable';
  // A real case need not show the edge case of the cell: who has nothing else against it has not seen the damage.
  const isCaught = verdict.code !== null && verdict.code !== 'edge-case' && !isUnusable;
  return {
    id: shortDigest(`${judgeKey(judge)}\n${canary}`),
    canary,
    operator: operator.name,
    measure: operator.measure,
    madeOf: madeOf.id,
    cell: cellName(candidate.cell),
    ...judge,
    outcome: isUnusable ? 'unusable' : isCaught ? 'caught' : 'missed',
    code: isCaught ? verdict.code : null,
  };
}
