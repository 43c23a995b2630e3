import type { Suite } from '../../core/suite.ts';
import { assessPrompt } from '../../judges/admission/prompts/assess.ts';
import { solvePrompt } from '../../judges/admission/prompts/solve.ts';
import { isClientRef } from '../../models/clients/open-client.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import { batchCanaries, batchCandidates } from '../generation/canary-batches.ts';
import { type CallEstimate, priced, sumOfCalls, tokensAround, tokensOf } from './call-estimate.ts';

/**
 * What judging so many candidates would take at least: a language model is asked twice about each, and about the errors
 * that are planted among them; a judge that only answers, once. The judge that breaks ties is not counted.
 */
export function estimateJudging(
  { task, models }: Suite,
  candidates: number,
  caseTokens: number,
): CallEstimate {
  const { judges } = models;
  const voting = judges.length > 2 && judges.length % 2 === 1 ? judges.slice(0, -1) : judges;
  const planted = candidates === 0 ? 0 : batchCanaries * Math.ceil(candidates / batchCandidates);
  const own = tokensOf(task.instructions) + caseTokens + tokensAround;
  return sumOfCalls(
    voting.map((use) => {
      const questions = isClientRef(parseModelRef(use.use)) ? [solvePrompt, assessPrompt] : [null];
      const calls = questions.map((prompt, index) => {
        // Of the planted errors half show in the answer, and are asked about no further.
        const asked = candidates + (index === 0 && prompt !== null ? planted : planted / 2);
        const told = prompt === null ? 0 : tokensOf(prompt.system + prompt.user);
        return { calls: asked, inputTokens: asked * (told + own), outputTokens: asked * tokensAround };
      });
      return sumOfCalls(calls.map((asked) => priced([use], asked)));
    }),
  );
}
