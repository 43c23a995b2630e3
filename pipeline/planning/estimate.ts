import { HeldoutError } from '../../core/errors.ts';
import type { CasePool } from '../generation/case-pool.ts';
import { cellOf, type LaneSettings, openGenerator, requestFor } from '../generation/lanes.ts';
import type { RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type CallEstimate, meanTokens, measuredQuestions, priced, tokensAround } from './call-estimate.ts';
import { estimateJudging } from './estimate-judging.ts';
import type { CellPlan } from './plan-cells.ts';

/** What filling the quotas would take at least: repairs and refusals come on top. */
export interface Estimate {
  readonly generators: CallEstimate;
  readonly judges: CallEstimate;
  /** Cells whose first question cannot be put yet, and why. */
  readonly unknown: readonly string[];
}

/** What is known of the data before a model is asked. */
interface Known extends Pick<LaneSettings, 'seed'> {
  readonly pool: CasePool;
  readonly real: RealData;
}

/** Fewer rulings than these say nothing of the next ones. */
const leastRulings = 5;

/**
 * Estimates what `generate` would ask for: the first question of each generator is made and measured, not put. Where a
 * cell has refused candidates before, its share of acceptance is assumed again; else every candidate counts as accepted.
 */
export async function estimateGeneration(
  loaded: LoadedSuite,
  plans: readonly CellPlan[],
  known: Known,
): Promise<Estimate> {
  const { suite } = loaded;
  const caseTokens = meanTokens(known.real);
  const unknown: string[] = [];
  let [calls, inputTokens, outputTokens, candidates] = [0, 0, 0, 0];
  for (const plan of plans) {
    const wanted = candidatesFor(plan, known.pool);
    candidates += wanted;
    const { generators } = plan.edgeCase;
    for (const index of generators.keys()) {
      try {
        const first = await firstQuestion(loaded, plan, index, known);
        if (first === null) continue;
        const own = Math.ceil(wanted / generators.length / first.size) * first.calls;
        calls += own;
        inputTokens += own * first.tokens;
        outputTokens += own * first.size * (caseTokens + tokensAround);
      } catch (error) {
        if (!(error instanceof HeldoutError)) throw error;
        unknown.push(...error.problems.map(({ message }) => message));
      }
    }
  }
  return {
    generators: priced(suite.models.generator, { calls, inputTokens, outputTokens }),
    judges: estimateJudging(suite, candidates, caseTokens),
    unknown: [...new Set(unknown)],
  };
}

/** How many candidates it takes to fill a cell. */
function candidatesFor(plan: CellPlan, pool: CasePool): number {
  const { accepted, rejected, undecided } = pool.tally(cellOf(plan, {}));
  const ruled = accepted + rejected + undecided;
  const share = ruled < leastRulings ? 1 : accepted / ruled;
  const missing = Math.max(0, plan.edgeCase.quota - accepted);
  // A cell that accepted nothing so far would need candidates without end.
  return Math.ceil(missing / Math.max(share, 1 / leastRulings));
}

/** The first question of a generator, and how often it is put; null for one that asks no model. */
async function firstQuestion(loaded: LoadedSuite, plan: CellPlan, index: number, known: Known) {
  const { part, generator } = openGenerator(plan, index, loaded);
  if (part.prompts === undefined) return null;
  const [variant] = plan.variants;
  const questions = await measuredQuestions((writer) => {
    const settings = { ...loaded, ...known, writer, passedOver: () => {}, concurrency: 1 };
    return generator.propose(requestFor(plan, index, variant, settings), new AbortController().signal);
  });
  const [question] = questions;
  if (question === undefined) return null;
  return {
    calls: questions.length + question.further,
    tokens: question.tokens,
    size: Math.min(question.size, variant.target),
  };
}
