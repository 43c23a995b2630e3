import type { AcceptableCall, CaseInput, Message, ToolSpec } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';
import type { Call, Said } from './shape.ts';

/** A turn of a conversation, whatever format it came in. */
export interface Turn {
  readonly role: Message['role'];
  readonly content: string;
  /** Calls that an assistant makes. */
  readonly calls?: readonly Call[];
}

/**
 * Makes a case of a conversation: the last turn, where an assistant's, is the answer, what stands before it the input. A
 * first system turn that says the instructions of the task is left out: targets are told them anyway. Gives words where
 * no case can hold it.
 */
export function saidBy(
  turns: readonly Turn[],
  instructions: string,
  tools: readonly ToolSpec[] = [],
): Pick<Said, 'input' | 'expected'> | { readonly problem: string } {
  const last = turns.at(-1);
  const isAnswered = last?.role === 'assistant';
  const asked = withoutInstructions(isAnswered ? turns.slice(0, -1) : turns, instructions);
  const calling = asked.findIndex(({ calls = [] }) => calls.length > 0);
  if (calling >= 0)
    return { problem: 'an assistant calls tools before the last turn, which a case cannot hold' };
  const [first, ...rest] = asked.map(({ role, content }) => ({ role, content }));
  if (first === undefined)
    return { problem: isAnswered ? 'there is no turn before the answer' : 'there is no turn' };
  const input: CaseInput = { messages: [first, ...rest], ...(tools.length === 0 ? {} : { tools }) };
  if (!isAnswered) return { input };
  const { content, calls = [] } = last;
  if (calls.length > 0)
    return { input, expected: { kind: 'tool-calls', calls: calls.map(acceptable), ordered: true } };
  return content === '' ? { problem: 'the answer is empty' } : { input, expected: content };
}

/** The turns without the instructions of the task, where the first one begins with them. */
function withoutInstructions(turns: readonly Turn[], instructions: string): readonly Turn[] {
  const [first, ...rest] = turns;
  if (first?.role !== 'system') return turns;
  const own = afterInstructions(first.content, instructions);
  return own === '' ? rest : [{ ...first, content: own }, ...rest];
}

/** A text without the instructions of the task that it begins with, as {@link underInstructions} puts them there. */
export function afterInstructions(text: string, instructions: string): string {
  const told = instructions.trim();
  if (text.trim() === told) return '';
  return text.startsWith(`${told}\n\n`) ? text.slice(told.length + 2) : text;
}

/** A text under the instructions of the task, for formats that have one place for both. */
export function underInstructions(text: string, instructions: string): string {
  return text === '' ? instructions.trim() : `${instructions.trim()}\n\n${text}`;
}

function acceptable({ name, arguments: given }: Call): AcceptableCall & Json {
  const parameters = given !== null && typeof given === 'object' && !Array.isArray(given) ? given : {};
  const values = Object.entries(parameters).map(([key, value]) => [key, [value]] as const);
  return { function: name, parameters: Object.fromEntries(values) };
}

/** Instructions as a system turn, then the messages: what a target of the task is sent. */
export function asSent(messages: CaseInput['messages'], instructions: string): CaseInput['messages'] {
  return [{ role: 'system', content: instructions }, ...messages];
}
