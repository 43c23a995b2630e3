import { inputText } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import type { ModelUse } from '../../core/suite.ts';
import type { Writer, WritingRequest } from '../../core/writing.ts';
import { isClientRef } from '../../models/clients/open-client.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import { costOf, usdOf } from '../../models/price.ts';
import { priceOfUse } from '../../models/prices.ts';
import type { CasePool } from '../generation/case-pool.ts';
import { cellOf, type LaneSettings, openGenerator, requestFor } from '../generation/lanes.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { CellPlan } from './plan-cells.ts';

/** What calling models would take at least; tokens are four characters each, USD null where a price is unknown. */
export interface CallEstimate {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
}

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

const charactersPerToken = 4;
/** JSON around each case of an answer, and around a judge's question. */
const tokensAround = 20;
/** Where there is no seed to go by. */
const usualTokens = 60;
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
  const { judges, generator } = suite.models;
  const asked = tokensOf(suite.task.instructions) + caseTokens + tokensAround;
  return {
    generators: {
      calls,
      inputTokens,
      outputTokens,
      usd: costAmong(generator, calls, inputTokens, outputTokens),
    },
    judges: sum(
      judges.map((use) => ({
        calls: candidates,
        inputTokens: candidates * asked,
        outputTokens: candidates * tokensAround,
        usd: costAmong([use], candidates, candidates * asked, candidates * tokensAround),
      })),
    ),
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
  const questions: Pick<WritingRequest<unknown>, 'messages' | 'size' | 'further'>[] = [];
  const writer: Writer = {
    write: async ({ messages, size, further = 0 }) => {
      questions.push({ messages, size, further });
      throw new Measured();
    },
  };
  const [variant] = plan.variants;
  const settings = { ...loaded, ...known, writer, passedOver: () => {}, concurrency: 1 };
  const request = requestFor(plan, index, variant, settings);
  try {
    await generator.propose(request, new AbortController().signal)[Symbol.asyncIterator]().next();
  } catch (error) {
    if (!(error instanceof Measured)) throw error;
  }
  const [question] = questions;
  if (question === undefined) return null;
  const tokens = question.messages.reduce((total, { content }) => total + tokensOf(content), 0);
  return {
    calls: questions.length + (question.further ?? 0),
    tokens,
    size: Math.min(question.size, variant.target),
  };
}

/** Ends a generator once its question has been seen. */
class Measured extends Error {}

function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function meanTokens({ seeds, heldout }: RealData): number {
  const texts = [...casesOf(seeds), ...casesOf(heldout)].map(({ input }) => tokensOf(inputText(input)));
  return texts.length === 0
    ? usualTokens
    : Math.ceil(texts.reduce((total, tokens) => total + tokens, 0) / texts.length);
}

/** What calls cost that are dealt out evenly to some models; those that run here cost nothing. */
function costAmong(uses: readonly ModelUse[], calls: number, inputTokens: number, outputTokens: number) {
  const usage = { inputTokens: inputTokens / calls, outputTokens: outputTokens / calls };
  const costs = uses.map((use) => {
    if (calls === 0 || !isClientRef(parseModelRef(use.use))) return 0;
    const price = priceOfUse(use);
    const each = price === null ? null : costOf(price, usage);
    return each === null ? null : (usdOf(each) * calls) / uses.length;
  });
  return costs.includes(null) ? null : costs.reduce<number>((total, cost) => total + (cost ?? 0), 0);
}

function sum(parts: readonly CallEstimate[]): CallEstimate {
  return parts.reduce(
    (total, part) => ({
      calls: total.calls + part.calls,
      inputTokens: total.inputTokens + part.inputTokens,
      outputTokens: total.outputTokens + part.outputTokens,
      usd: total.usd === null || part.usd === null ? null : total.usd + part.usd,
    }),
    { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
  );
}
