import { type Shape, without } from '../shape.ts';
import { isInstruction, saidInstruction } from './instruction.ts';
import { oneTurn } from './one-turn.ts';

/** `{ instruction, input, output }`; an instruction other than the task's stands before the input. */
export const alpaca: Shape = {
  name: 'alpaca',
  title: 'Alpaca',
  has: '`instruction`, `input` and `output`',
  alsoReads: ['instruction'],
  fits: (fields) => isInstruction(fields) && ('input' in fields || 'context' in fields),
  read(fields, { instructions }) {
    const inputField = 'input' in fields ? 'input' : 'context';
    const { [inputField]: given = '' } = fields;
    if (typeof given !== 'string') return { problem: `\`${inputField}\` is not a text` };
    const said = saidInstruction(fields, (told) =>
      [told.trim() === instructions.trim() ? '' : told, given].filter((part) => part !== '').join('\n\n'),
    );
    return 'problem' in said ? said : { ...said, rest: without(said.rest, inputField) };
  },
  write(item, { instructions }) {
    const { text, loses } = oneTurn(item);
    return { fields: { instruction: instructions.trim(), input: text, output: item.answer ?? '' }, loses };
  },
};
