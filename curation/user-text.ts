import { type CaseInput, inputText } from '../core/case.ts';

/**
 * What the user says in an input, turn after turn: the text by which cases are compared. The last message where no user
 * speaks. System prompts and replies are left out: they are alike in all cases of a suite.
 */
export function userText(input: CaseInput): string {
  const turns = input.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  return turns.length === 0 ? inputText(input) : turns.join('\n');
}

/** {@link userText} and the documents that it is about: what is asked about them may be the same in all cases of a suite. */
export function wholeText(input: CaseInput): string {
  return [userText(input), ...(input.documents ?? []).map(({ text }) => text)].join('\n');
}

/** What an input may overlap with others in: the whole, all that the user says, each turn of several, each document. */
export function overlappingTexts(input: CaseInput): readonly string[] {
  const { messages, documents = [] } = input;
  const turns = messages.length < 2 ? [] : messages.map(({ content }) => content);
  return [...new Set([wholeText(input), userText(input), ...turns, ...documents.map(({ text }) => text)])];
}
