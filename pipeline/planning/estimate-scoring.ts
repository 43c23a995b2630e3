import type { Case } from '../../core/case.ts';
import type { JudgePanel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { SkillComparer } from '../arena/skill-comparers.ts';
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
 * What judges would be asked to score one run, or to compare it with the baseline, of so many cases by skill. Questions
 * are made from the cases there are, and not put. Outputs that they have judged before cost nothing.
 */
export async function estimateScoring(
  { scorers, comparers, independence }: LoadedSuite,
  cases: readonly Case[],
  planned: ReadonlyMap<string, number>,
): Promise<CallEstimate> {
  const judges = independence.judges.filter(isLanguageModel).map(({ use }) => use);
  let [calls, inputTokens] = [0, 0];
  for (const [skill, own] of scorers) {
    const sample = cases.filter(({ cell }) => cell.skill === skill).slice(0, measured);
    const comparer = comparers.get(skill);
    const asking = [
      ...own.filter(asksJudges).map(scoring),
      ...(comparer === undefined ? [] : [comparing(comparer)]),
    ];
    for (const put of asking) {
      const { questions, tokens } = await measuredOver(sample, put);
      const asked = (planned.get(skill) ?? 0) * judges.length;
      calls += asked * questions;
      inputTokens += asked * tokens;
    }
  }
  return priced(judges, {
    calls: Math.ceil(calls),
    inputTokens: Math.ceil(inputTokens),
    outputTokens: Math.ceil(calls * voteTokens),
  });
}

/** Puts what a part would ask of a case's output to a panel. */
type Put = (subject: Case, text: string, panel: JudgePanel, signal: AbortSignal) => Promise<unknown>;

function scoring({ scorer }: SkillScorer): Put {
  return (subject, text, panel, signal) => scorer.score(subject, { text }, signal, panel);
}

function comparing({ comparer }: SkillComparer): Put {
  return (subject, text, panel, signal) => {
    const outputs = { candidate: { text }, baseline: { text: `${text} ` } };
    return comparer.compare(subject, outputs, signal, panel);
  };
}

/** Questions and tokens for a case, the mean over some; a scorer that asks asks once where there is no case. */
async function measuredOver(
  cases: readonly Case[],
  put: Put,
): Promise<{ readonly questions: number; readonly tokens: number }> {
  let [questions, tokens] = [0, 0];
  const panel: JudgePanel = {
    models: [
      {
        id: 'measuring',
        lineage: { vendor: null, family: 'none', base: null, teacher: null },
        version: '1',
        ask: async ({ messages }) => {
          questions += 1;
          tokens += messages.reduce((total, { content }) => total + tokensOf(content), 0);
          throw new ReplyError('empty', 'the question was measured, not put');
        },
      },
    ],
    reworded: (prompt) => prompt,
  };
  for (const item of cases) {
    const text = item.expected.kind === 'text' ? item.expected.accept[0] : usualAnswer;
    await put(item, text, panel, new AbortController().signal);
  }
  if (cases.length === 0) return { questions: 1, tokens: 0 };
  return { questions: questions / cases.length, tokens: tokens / cases.length };
}
