import { type Fields, type Said, type Shape, without } from '../shape.ts';
import { afterInstructions, underInstructions } from '../turns.ts';
import { oneTurn } from './one-turn.ts';

/** `{ instruction, output }`, or `response` as in Dolly. */
export const instruction: Shape = {
  name: 'instruction',
  title: 'instruction and output',
  has: '`instruction` and `output`, and no `input`',
  fits: (fields) => isInstruction(fields) && !('input' in fields) && !('context' in fields),
  read: (fields, { instructions }) =>
    saidInstruction(fields, (asked) => afterInstructions(asked, instructions)),
  write(item, { instructions }) {
    const { text, loses } = oneTurn(item);
    return {
      fields: { instruction: underInstructions(text, instructions), output: item.answer ?? '' },
      loses,
    };
  },
};

/** True for a record with an instruction and an answer to it. */
export function isInstruction(fields: Fields): boolean {
  return typeof fields['instruction'] === 'string' && ('output' in fields || 'response' in fields);
}

/** Reads instruction and answer; `asked` makes the user's text of the instruction. */
export function saidInstruction(
  fields: Fields,
  asked: (instruction: string) => string,
): Said | { readonly problem: string } {
  const answerField = 'output' in fields ? 'output' : 'response';
  const { instruction: told, [answerField]: answer } = fields;
  if (typeof told !== 'string') return { problem: '`instruction` is not a text' };
  if (typeof answer !== 'string' || answer === '')
    return { problem: `\`${answerField}\` is not a text, or an empty one` };
  const content = asked(told);
  if (content === '') return { problem: '`instruction` says nothing beside the instructions of the task' };
  return {
    input: { messages: [{ role: 'user', content }] },
    expected: answer,
    rest: without(fields, 'instruction', answerField),
  };
}
