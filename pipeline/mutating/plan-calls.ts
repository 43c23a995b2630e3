import type { CaseInput } from '../../core/case.ts';
import type { ModelUse } from '../../core/suite.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type CallEstimate, priced, tokensOf } from '../planning/call-estimate.ts';
import { estimateScoring } from '../planning/estimate-scoring.ts';
import { type KeptAnswers, keyOf } from './kept-answers.ts';
import type { MutationPlan } from './plan-mutation.ts';
import { type RecordedRun, struckTasks } from './recorded-run.ts';

/** What mutants would ask of target and judges; answers that are kept cost nothing. */
export interface MutationCalls {
  readonly target: CallEstimate;
  /** At most so many: outputs that stay the same are not judged again. */
  readonly judges: CallEstimate;
  /** Mutant → the new calls it would need beyond those that are left; it is not run. */
  readonly unaffordable: ReadonlyMap<string, number>;
}

/**
 * Counts the calls of all mutants, in order; one whose new calls would exceed `maxCalls` is left out, and those after it
 * may still fit. The same damaged input is counted once, however many mutants give it to the target.
 */
export async function planCalls(
  loaded: LoadedSuite,
  run: RecordedRun,
  { mutants }: MutationPlan,
  {
    use,
    kept,
    maxCalls,
  }: { readonly use: ModelUse; readonly kept: KeptAnswers | null; readonly maxCalls: number },
): Promise<MutationCalls> {
  const asked = new Set<string>();
  const unaffordable = new Map<string, number>();
  const judged = new Map<string, number>();
  let inputTokens = 0;
  for (const { mutant, strike } of mutants) {
    const struck = struckTasks(run, strike);
    const fresh = new Map<string, CaseInput>();
    for (const { task, input } of struck) {
      if (input === null || kept?.has(input, task.attempt) === true) continue;
      const key = keyOf(input, task.attempt);
      if (!asked.has(key)) fresh.set(key, input);
    }
    if (asked.size + fresh.size > maxCalls) {
      unaffordable.set(mutant.name, fresh.size);
      continue;
    }
    for (const [key, { messages }] of fresh) {
      asked.add(key);
      inputTokens += messages.reduce((sum, { content }) => sum + tokensOf(content), 0);
    }
    for (const { task } of struck) {
      const skill = run.cases.get(task.caseId)?.cell.skill ?? '';
      judged.set(skill, (judged.get(skill) ?? 0) + 1);
    }
  }
  const outputTokens = Math.ceil(asked.size * meanOutput(run));
  return {
    target: priced([use], { calls: asked.size, inputTokens, outputTokens }),
    judges: await estimateScoring(loaded, [...run.cases.values()], judged),
    unaffordable,
  };
}

/** Tokens of an output of the run. */
function meanOutput({ record }: RecordedRun): number {
  const outputs = [...record.trials.values()].flatMap((trial) =>
    trial.status === 'completed' ? [tokensOf(trial.output.text)] : [],
  );
  return outputs.length === 0 ? 0 : outputs.reduce((sum, tokens) => sum + tokens, 0) / outputs.length;
}
