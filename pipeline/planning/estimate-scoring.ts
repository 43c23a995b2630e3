import type { Case } from '../../core/case.ts';
import type { JudgePanel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { isLanguageModel } from '../open-judge-models.ts';
import { asksJudges, type SkillScorer } from '../parts.ts';
import { type CallEstimate, priced, tokensOf } from './call-estimate.ts';

/** So many cases of a skill say how long its questions are. */
const measured = 20;
/** An output is taken to be as long as this where no expected text says how long. */
const usualAnswer = 'word '.repeat(50);
/** What a vote says: its evidence, in JSON. */
const voteTokens = 80;

/**
 * What judges would be asked to score one run of so many cases by skill; questions are made from the cases there are,
 * and not put. Outputs that they have judged before cost nothing.
 */
export async function estimateScoring(
  { scorers, independence }: LoadedSuite,
  cases: readonly Case[],
  planned: ReadonlyMap<string, number>,
): Promise<CallEstimate> {
  const judges = independence.judges.filter(isLanguageModel).map(({ use }) => use);
  let [calls, inputTokens] = [0, 0];
  for (const [skill, own] of scorers) {
    const sample = cases.filter(({ cell }) => cell.skill === skill).slice(0, measured);
    for (const scorer of own.filter(asksJudges)) {
      const asked = (planned.get(skill) ?? 0) * judges.length;
      calls += asked;
      inputTokens += asked * (await meanQuestion(scorer, sample));
    }
  }
  return priced(judges, { calls, inputTokens: Math.ceil(inputTokens), outputTokens: calls * voteTokens });
}

/** Mean tokens of a scorer's question over some cases; 0 without a case. */
async function meanQuestion({ scorer }: SkillScorer, cases: readonly Case[]): Promise<number> {
  let tokens = 0;
  const panel: JudgePanel = {
    models: [
      {
        id: 'measuring',
        lineage: { vendor: null, family: 'none', base: null, teacher: null },
        version: '1',
        ask: async ({ messages }) => {
          tokens += messages.reduce((total, { content }) => total + tokensOf(content), 0);
          throw new ReplyError('empty', 'the question was measured, not put');
        },
      },
    ],
    reworded: (prompt) => prompt,
  };
  for (const item of cases) {
    const text = item.expected.kind === 'text' ? item.expected.accept[0] : usualAnswer;
    await scorer.score(item, { text }, new AbortController().signal, panel);
  }
  return cases.length === 0 ? 0 : tokens / cases.length;
}
