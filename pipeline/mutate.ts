import path from 'node:path';
import { fault } from '../core/errors.ts';
import { lackingCells } from '../gaps/faults/lacking-cells.ts';
import {
  faultScores,
  type MutantRate,
  mutationScore,
  rateBeyondMargin,
} from '../gaps/faults/mutation-score.ts';
import { totalSpend } from './call-meter.ts';
import { refuseUnsupportedKeys } from './gating/refusals.ts';
import { requireScored } from './gating/require-scored.ts';
import { requireTrustedJudges } from './gating/trusted-judges.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { findRecorded } from './mutating/find-recorded.ts';
import { openKeptAnswers } from './mutating/kept-answers.ts';
import { writeMutants } from './mutating/mutant-record.ts';
import type { MutateOptions } from './mutating/mutate-options.ts';
import type { Mutated } from './mutating/mutated.ts';
import { planCalls } from './mutating/plan-calls.ts';
import { faultsNamed, planMutation } from './mutating/plan-mutation.ts';
import { recordedRun } from './mutating/recorded-run.ts';
import { runMutants } from './mutating/run-mutants.ts';

export type { MutantRate, Mutated, MutateOptions };

/**
 * Plants faults around a target and lets the gate decide on each mutant against the target itself. Faults at the output
 * are made from the recorded run and call no target; those at the input call it for the inputs that they change, within
 * the bound on calls, and keep the answers. What came out is kept for `fill`. Throws as `run` and `gate` do, and GATE_UNSUPPORTED where outputs are only
 * compared with each other.
 */
export async function mutate(
  loaded: LoadedSuite,
  options: MutateOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Mutated> {
  refuseUnsupportedKeys(loaded);
  refuseComparers(loaded);
  faultsNamed(options.faults ?? [], loaded.suite.task);
  const made = await mutateOn(loaded, await loadDataset(loaded), options, signal);
  if (!made.isDryRun) writeMutants(loaded, made);
  return made;
}

async function mutateOn(
  loaded: LoadedSuite,
  data: LoadedDataset,
  options: MutateOptions,
  signal: AbortSignal,
): Promise<Mutated> {
  const { cases } = data.dataset;
  const { record, chosen, spend: first, isRun } = await findRecorded(loaded, data, options, signal);
  const run = recordedRun(record, cases, loaded.suite.task.instructions);
  if (isRun) {
    requireScored(record.header.id, 'trials', record.header.planned, run.scored.unscored);
    requireTrustedJudges(loaded, data, { candidate: record, baseline: record.header, arena: null });
  }
  const seed = options.seed ?? 0;
  const plan = planMutation(loaded, run, options.faults ?? [], seed);
  const isDryRun = options.dryRun === true;
  const folder = path.join(loaded.workspace, 'mutants', record.header.id);
  const kept = isRun ? openKeptAnswers(folder) : null;
  try {
    const maxCalls = options.maxCalls ?? loaded.suite.budget.requests ?? Number.POSITIVE_INFINITY;
    const calls = await planCalls(loaded, run, plan, { use: chosen.use, kept, maxCalls });
    const made =
      isDryRun || kept === null
        ? { outcomes: [], spend: totalSpend([]) }
        : await runMutants(loaded, run, { plan, calls, chosen, kept }, options, signal);
    const { outcomes } = made;
    const { target, dataset } = record.header;
    return {
      run: isRun ? record.header.id : null,
      target,
      dataset,
      seed,
      cases: cases.length,
      hopeless: cases.filter(({ id }) => isWrong(run.scored.scoreOf(id))).length,
      control: isDryRun ? null : plan.control.status,
      planned: plan.mutants.length,
      outcomes,
      score: mutationScore(outcomes),
      beyondMargin: rateBeyondMargin(outcomes),
      faults: faultScores(outcomes),
      cells: lackingCells(outcomes),
      calls: {
        target: calls.target,
        judges: calls.judges,
        first: isRun ? 0 : record.header.planned,
        leftOut: calls.unaffordable.size,
      },
      isDryRun,
      spend: totalSpend([first, made.spend]),
    };
  } finally {
    kept?.close();
  }
}

function isWrong(score: { readonly status: string; readonly value?: number }): boolean {
  return score.status === 'scored' && score.value === 0;
}

function refuseComparers({ comparers, parsed }: LoadedSuite): void {
  const [skill] = comparers.keys();
  if (skill === undefined) return;
  throw fault('GATE_UNSUPPORTED', `the skill ${skill} is scored by comparing outputs: mutants cannot be`, {
    place: parsed.locate(['skills']),
    hint: 'every mutant would have to be compared by judges; give the skill a scorer that reads one output',
  });
}
