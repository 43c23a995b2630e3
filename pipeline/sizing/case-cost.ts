import { type Case, inputText } from '../../core/case.ts';
import { expectedText } from '../../core/expected-text.ts';
import type { ModelUse } from '../../core/suite.ts';
import { readRejects } from '../../datasets/generated-cases.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import { casePool } from '../generation/case-pool.ts';
import { countCell } from '../generation/count-cell.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { priced, tokensOf } from '../planning/call-estimate.ts';
import { estimateGeneration } from '../planning/estimate.ts';
import { estimateScoring } from '../planning/estimate-scoring.ts';
import { planSuite } from '../planning/plan-suite.ts';

/** What one more case costs, at least, in USD; null where a price is unknown or there is nothing to go by. */
export interface CaseCost {
  /** To make a generated one; real ones cost whatever collecting them does. */
  readonly make: number | null;
  /** To run and score it in one test. */
  readonly test: number | null;
}

/**
 * What one more case costs: made as the cells of the suite make theirs, with the share of candidates that was accepted
 * so far; answered by target and baseline and scored as the others are.
 */
export async function caseCost(
  loaded: LoadedSuite,
  real: RealData,
  generated: readonly Case[],
): Promise<CaseCost> {
  return {
    make: await makingCost(loaded, real, generated),
    test: await testingCost(loaded, [...casesOf(real.heldout), ...generated]),
  };
}

async function makingCost(
  loaded: LoadedSuite,
  real: RealData,
  generated: readonly Case[],
): Promise<number | null> {
  const pool = casePool(
    { heldout: casesOf(real.heldout), seeds: casesOf(real.seeds) },
    { cases: generated, rejects: readRejects(loaded.paths) },
  );
  // As many again as each cell wants, whatever it has.
  const plans = planSuite(loaded, 0).map((plan) => {
    const quota = countCell(plan, pool, null).accepted + plan.edgeCase.quota;
    return { ...plan, edgeCase: { ...plan.edgeCase, quota } };
  });
  const wanted = plans.reduce((sum, { edgeCase }) => sum + edgeCase.quota, 0);
  const before = plans.reduce((sum, plan) => sum + countCell(plan, pool, null).accepted, 0);
  if (wanted === before) return null;
  const { generators, judges, unknown } = await estimateGeneration(loaded, plans, { pool, real, seed: 0 });
  if (generators.usd === null || judges.usd === null || unknown.length > 0) return null;
  return (generators.usd + judges.usd) / (wanted - before);
}

async function testingCost(loaded: LoadedSuite, cases: readonly Case[]): Promise<number | null> {
  const { models, task, run } = loaded.suite;
  const bySkill = new Map<string, number>();
  for (const { cell } of cases) bySkill.set(cell.skill, (bySkill.get(cell.skill) ?? 0) + 1);
  const told = tokensOf(task.instructions);
  const asked = {
    calls: cases.length,
    inputTokens: cases.reduce((sum, { input }) => sum + told + tokensOf(inputText(input)), 0),
    outputTokens: cases.reduce((sum, { expected }) => sum + tokensOf(expectedText(expected)), 0),
  };
  const scoring = await estimateScoring(loaded, cases, bySkill);
  const parts = [
    ...[models.target, models.baseline].map((use) => (use === null ? 0 : answering(use, asked))),
    scoring.usd,
  ];
  if (cases.length === 0 || parts.includes(null)) return null;
  const usd = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  return (usd * run.repeats) / cases.length;
}

/** Somebody's server has a price that is not known. */
function answering(use: ModelUse, asked: Parameters<typeof priced>[1]): number | null {
  return parseModelRef(use.use).scheme === 'http' ? null : priced([use], asked).usd;
}
