import { type Case, inputText } from '../../core/case.ts';
import { edgeCaseTold } from '../../core/edge-case-told.ts';
import type { GenerateRequest } from '../../core/seams.ts';
import type { AnswerForm } from './answer-form.ts';
import { languageName } from './language-name.ts';

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

/** The edge case for a prompt: what it is, what a right answer is to it, and the attributes of the cases wanted. */
export function edgeTold({ edgeCase, attributes }: Pick<GenerateRequest, 'edgeCase' | 'attributes'>): string {
  const wanted = Object.entries(attributes).map(([name, value]) => `- ${attributeTold(name, value)}`);
  return [
    edgeCaseTold(edgeCase),
    ...(wanted.length === 0 ? [] : ['', 'What is written must be like this, too:', ...wanted]),
  ].join('\n');
}

function attributeTold(name: string, value: string): string {
  if (name === 'length') return `${value} words long`;
  if (name === 'persona') return `written as this person would write, without saying who it is: ${value}`;
  if (name === 'language') return `in the language ${languageName(value)}`;
  return `${name}: ${value}`;
}

/** Cases as a prompt shows them: each a line of JSON. */
export function shownCases(cases: readonly Case[], form: AnswerForm): string {
  return cases
    .map(({ input, expected }) => JSON.stringify({ input: inputText(input), answer: form.shown(expected) }))
    .join('\n');
}
