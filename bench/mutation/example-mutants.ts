import path from 'node:path';
import type { Case, CaseInput } from '../../core/case.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import type { MutantOutcome } from '../../gaps/faults/mutant-outcome.ts';
import { loadDataset } from '../../pipeline/load-dataset.ts';
import { type LoadedSuite, loadSuite } from '../../pipeline/load-suite.ts';
import { judgeMutant } from '../../pipeline/mutating/judge-mutant.ts';
import { performMutant } from '../../pipeline/mutating/perform-mutant.ts';
import { type MutationPlan, planMutation } from '../../pipeline/mutating/plan-mutation.ts';
import { type RecordedRun, recordedRun } from '../../pipeline/mutating/recorded-run.ts';
import { recordedTarget } from '../../pipeline/mutating/recorded-target.ts';
import { openModel } from '../../pipeline/open-model.ts';
import { runTarget } from '../../pipeline/run.ts';
import { chooseTarget } from '../../pipeline/running/choose-target.ts';
import { openScoring } from '../../pipeline/running/open-scoring.ts';

/** Mutants of example 01's good candidate, and what becomes of them on some of its cases. */
export interface ExampleMutants {
  readonly loaded: LoadedSuite;
  /** Every case of the example's set. */
  readonly all: readonly Case[];
  /** The run as it would be on some of the cases. */
  subsetOf(cases: readonly Case[]): RecordedRun;
  /** Mutants of the whole set: a set that holds no case of a slice misses the faults on it. */
  plan(faults: readonly string[], seed: number): MutationPlan;
  /** What becomes of each mutant on a set; the gate tests what the set holds. */
  outcomesOn(run: RecordedRun, plan: Pick<MutationPlan, 'mutants'>): Promise<readonly MutantOutcome[]>;
  close(): Promise<void>;
}

/** Opens example 01 and runs its good candidate on every case, where no run of it is there yet. */
export async function openExampleMutants(): Promise<ExampleMutants> {
  const root = path.join(import.meta.dirname, '../..');
  const signal = new AbortController().signal;
  const suite = await loadSuite('examples/01-email-triage/suite.yaml', root);
  // A small draw may hold no case of a critical slice; no verdict on a mutant depends on them but PASS.
  const loaded: LoadedSuite = {
    ...suite,
    suite: { ...suite.suite, gate: { ...suite.suite.gate, critical: {} } },
  };
  const data = await loadDataset(loaded);
  const all = data.dataset.cases;
  const chosen = await chooseTarget(loaded, all, undefined, root);
  const { record } = await runTarget(loaded, data, chosen, 'candidate', { resume: true }, signal);
  const scoring = await openScoring(loaded, true);
  const live = await openModel(loaded, chosen.use, { folder: chosen.from });
  const target = remembering(live.target);
  const subsetOf = (cases: readonly Case[]) => {
    const ids = new Set(cases.map(({ id }) => id));
    const trials = new Map([...record.trials].filter(([, { caseId }]) => ids.has(caseId)));
    const header = { ...record.header, planned: cases.length };
    return recordedRun({ ...record, header, trials }, cases, loaded.suite.task.instructions);
  };
  return {
    loaded,
    all,
    subsetOf,
    plan: (faults, seed) => planMutation(loaded, subsetOf(all), faults, seed),
    async outcomesOn(run, { mutants }) {
      const { test } = planMutation(loaded, run, ['refuse'], 0);
      const outcomes: MutantOutcome[] = [];
      for (const { mutant, strike } of mutants) {
        const around = mutant.fault.at === 'output' ? recordedTarget(run.record.trials) : target;
        const made = await performMutant(run, strike, around, { scoring, concurrency: 8 }, signal);
        outcomes.push(judgeMutant(loaded, run, mutant, made, test));
      }
      return outcomes;
    },
    async close() {
      await live.target.close?.();
      await scoring.close();
    },
  };
}

function remembering(target: Target): Target {
  const answers = new Map<CaseInput['messages'][number]['content'], Promise<TargetOutput>>();
  return {
    call(input, abort, id, attempt) {
      const key = input.messages.map(({ content }) => content).join('\0');
      const answer = answers.get(key) ?? target.call(input, abort, id, attempt);
      answers.set(key, answer);
      return answer;
    },
  };
}
