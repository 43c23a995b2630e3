import { type CanaryResult, type JudgeIdentity, judgeKey, signerOf } from '../../core/canary.ts';
import type { Case } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { refOfJudge } from '../../core/judging.ts';
import type { AdmissionJudge, AdmissionSummary, PeopleAgreement } from '../../core/report.ts';
import { catchRateOf } from '../../judges/admission/catch-rate.ts';

/**
 * Who checked the generated ones among the cases, and how many of the errors planted since each of them caught; `people`
 * says, by `judgeKey`, how far each agrees with people.
 */
export function admissionSummary(
  cases: readonly Case[],
  canaries: readonly CanaryResult[],
  people: ReadonlyMap<string, PeopleAgreement> = new Map(),
): AdmissionSummary | null {
  const generated = cases.filter(({ origin }) => origin === 'synthetic');
  if (generated.length === 0) return null;
  const signers = generated.flatMap(({ verdicts }) =>
    verdicts.filter(({ lineage }) => lineage !== null).map(signerOf),
  );
  const results = groupBy(canaries, judgeKey);
  const judges = [...groupBy(signers, judgeKey)].flatMap(([key, own]) =>
    own.slice(0, 1).map((judge) => ({
      ...admissionJudge(judge, own.length, results.get(key) ?? []),
      people: people.get(key) ?? null,
    })),
  );
  return {
    generated: generated.length,
    checked: generated.filter(({ verdicts }) => verdicts.some(({ lineage }) => lineage !== null)).length,
    judges: judges.sort((a, b) => b.cases - a.cases || (a.judge < b.judge ? -1 : 1)),
  };
}

function admissionJudge(
  { by, version, lineage, answeredBy }: JudgeIdentity,
  cases: number,
  results: readonly CanaryResult[],
): Omit<AdmissionJudge, 'people'> {
  const { planted, caught, unusable, interval } = catchRateOf(results);
  const operators = [...groupBy(results, ({ operator }) => operator)].map(([operator, own]) => {
    const rate = catchRateOf(own);
    return { operator, planted: rate.planted, caught: rate.caught };
  });
  return {
    judge: refOfJudge(by),
    version,
    answeredBy: answeredBy ?? null,
    family: lineage?.family ?? '',
    assesses: by.startsWith('validation:'),
    cases,
    planted,
    caught,
    unusable,
    rate: planted === 0 ? null : caught / planted,
    interval,
    operators: operators.sort((a, b) => (a.operator < b.operator ? -1 : 1)),
  };
}
