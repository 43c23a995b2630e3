import { type Case, inputText } from '../../core/case.ts';
import type { GenerateRequest } from '../../core/seams.ts';
import type { AnswerForm } from './answer-form.ts';

const expectations = {
  exact: 'there is one right answer',
  invariant: 'the answer is the same as without this difficulty',
  directional: 'the difficulty changes the answer',
  abstain: 'the right behaviour is to say that it cannot be answered',
  clarify: 'the right behaviour is to ask back',
  refuse: 'the right behaviour is to refuse',
  format: 'the form of the answer is what matters',
} as const;

/** What every prompt is told of the task, the skill and the edge case. */
export function toldOf(request: GenerateRequest, form: AnswerForm) {
  const { task, skill } = request;
  return {
    instructions: task.instructions,
    skill: `${skill.id}: ${skill.description}`,
    edge: edgeTold(request),
    answer: form.told,
  };
}

/** The edge case for a prompt: what it is, and what a right answer is to it. */
export function edgeTold({ edgeCase }: Pick<GenerateRequest, 'edgeCase'>): string {
  return `${edgeCase.id}: ${edgeCase.description} (${expectations[edgeCase.expect]})`;
}

/** Cases as a prompt shows them: each a line of JSON. */
export function shownCases(cases: readonly Case[], form: AnswerForm): string {
  return cases
    .map(({ input, expected }) => JSON.stringify({ input: inputText(input), answer: form.shown(expected) }))
    .join('\n');
}
