import { HeldoutError } from '../../core/errors.ts';
import type { RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import {
  type CallEstimate,
  meanTokens,
  measuredQuestions,
  priced,
  sumOfCalls,
  tokensAround,
} from '../planning/call-estimate.ts';
import { type Estimate, estimateGeneration } from '../planning/estimate.ts';
import { makeOf } from './fill-lot.ts';
import { seedsOf, type TrainingLot } from './training-lots.ts';
import type { TrainingPool } from './training-pool.ts';

interface Known {
  readonly pool: TrainingPool;
  readonly real: RealData;
  readonly seed: number;
}

/** Estimates what `generate --split train` would ask for, as `generate` is estimated; of parts that work on seeds, for each seed. */
export async function estimateTraining(
  loaded: LoadedSuite,
  lots: readonly TrainingLot[],
  known: Known,
): Promise<Estimate> {
  const plansOf = (judged: boolean) =>
    lots.flatMap(({ how, use }) => (how.kind === 'generator' && use.judged === judged ? [how.plan] : []));
  const cells = { pool: known.pool.cases, real: known.real, seed: known.seed };
  const judged = await estimateGeneration(loaded, plansOf(true), cells);
  const unjudged = await estimateGeneration(loaded, plansOf(false), cells);
  const unknown = [...judged.unknown, ...unjudged.unknown];
  const made: CallEstimate[] = [];
  for (const lot of lots) {
    try {
      made.push(await estimateMade(loaded, lot, known));
    } catch (error) {
      if (!(error instanceof HeldoutError)) throw error;
      unknown.push(...error.problems.map(({ message }) => message));
    }
  }
  return {
    generators: sumOfCalls([judged.generators, unjudged.generators, ...made]),
    judges: judged.judges,
    unknown: [...new Set(unknown)],
  };
}

/** What a part asks for one seed, times the seeds that are not done yet. */
async function estimateMade(loaded: LoadedSuite, lot: TrainingLot, known: Known): Promise<CallEstimate> {
  const { pool, real, seed } = known;
  const { generator } = loaded.suite.models;
  const nothing = { calls: 0, inputTokens: 0, outputTokens: 0 };
  if (lot.how.kind !== 'maker' || lot.how.part.prompts === undefined) return priced(generator, nothing);
  const done = new Set(pool.parentsIn(lot));
  const [first, ...rest] = seedsOf(lot, real).filter(({ id }) => !done.has(id));
  if (first === undefined) return priced(generator, nothing);
  const questions = await measuredQuestions((writer) =>
    makeOf(lot, { loaded, seeds: [first], writer, ahead: 1, seed, passedOver: () => {} }),
  );
  const missing = (lot.target ?? Infinity) - pool.tally(lot).accepted;
  const seeds = Math.max(0, Math.min(1 + rest.length, missing));
  const tokens = questions.reduce((sum, question) => sum + question.tokens, 0);
  const each = meanTokens(real) + tokensAround;
  return priced(generator, {
    calls: seeds * questions.length,
    inputTokens: seeds * tokens,
    outputTokens: seeds * questions.length * each,
  });
}
