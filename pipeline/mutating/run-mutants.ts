import { counted } from '../../core/counted.ts';
import type { Spend } from '../../core/report.ts';
import type { Target } from '../../core/seams.ts';
import type { MutantOutcome } from '../../gaps/faults/mutant-outcome.ts';
import { totalSpend } from '../call-meter.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openModel } from '../open-model.ts';
import type { ChosenTarget } from '../running/choose-target.ts';
import { openScoring } from '../running/open-scoring.ts';
import { judgeMutant } from './judge-mutant.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { MutateOptions } from './mutate-options.ts';
import { performMutant } from './perform-mutant.ts';
import type { MutationCalls } from './plan-calls.ts';
import type { MutationPlan } from './plan-mutation.ts';
import type { RecordedRun } from './recorded-run.ts';
import { recordedTarget } from './recorded-target.ts';

interface Work {
  readonly plan: MutationPlan;
  readonly calls: MutationCalls;
  readonly chosen: ChosenTarget;
  readonly kept: KeptAnswers;
}

/** Runs the mutants one after the other and lets the gate decide on each. Throws when the signal aborts. */
export async function runMutants(
  loaded: LoadedSuite,
  run: RecordedRun,
  { plan, calls, chosen, kept }: Work,
  options: Pick<MutateOptions, 'concurrency' | 'onProgress'>,
  signal: AbortSignal,
): Promise<{ readonly outcomes: readonly MutantOutcome[]; readonly spend: Spend }> {
  const concurrency = options.concurrency ?? loaded.suite.run.concurrency;
  const scoring = await openScoring(loaded, true);
  try {
    const live = calls.target.calls === 0 ? null : await openLive(loaded, chosen, concurrency);
    const outcomes: MutantOutcome[] = [];
    let asked = 0;
    const tell = () => options.onProgress?.('mutants', outcomes.length, plan.mutants.length, asked);
    const counting: Target = {
      async call(...given) {
        asked++;
        tell();
        return (live?.target ?? uncalled).call(...given);
      },
    };
    const targets = { output: recordedTarget(run.record.trials), input: kept.around(counting) };
    try {
      for (const { mutant, strike } of plan.mutants) {
        const missing = calls.unaffordable.get(mutant.name);
        if (missing === undefined) {
          const target = targets[mutant.fault.at];
          const made = await performMutant(run, strike, target, { scoring, concurrency }, signal);
          outcomes.push(judgeMutant(loaded, run, mutant, made, plan.test));
        } else {
          const reason = `not run: it needs ${counted(missing, 'new call')}, more than may be made`;
          const none = { struck: 0, changed: 0, worse: 0, better: 0, because: null, lacking: [] } as const;
          outcomes.push({ mutant, status: 'undecided', ...none, reason });
        }
        tell();
      }
      return { outcomes, spend: totalSpend([...(live === null ? [] : [live.spend()]), scoring.spend()]) };
    } finally {
      await live?.target.close?.();
    }
  } finally {
    await scoring.close();
  }
}

function openLive(loaded: LoadedSuite, { use, from }: ChosenTarget, concurrency: number) {
  return openModel(loaded, use, { folder: from, concurrency });
}

/** Where every answer is kept. */
const uncalled: Target = {
  call: async () => {
    throw new RangeError('a damaged input was counted as answered and is not');
  },
};
