import type { Shape } from '../shape.ts';
import { oneTurn } from './one-turn.ts';

/** `{ input, output }`: without the instructions of the task. */
export const inputOutput: Shape = {
  name: 'input-output',
  title: 'input and output',
  has: '`input` and `output`',
  fits: (fields) =>
    typeof fields['input'] === 'string' &&
    'output' in fields &&
    !('instruction' in fields) &&
    !('expected' in fields),
  read({ input, output, ...rest }) {
    if (typeof input !== 'string' || input === '')
      return { problem: '`input` is not a text, or an empty one' };
    if (typeof output !== 'string' || output === '')
      return { problem: '`output` is not a text, or an empty one' };
    return { input: { messages: [{ role: 'user', content: input }] }, expected: output, rest };
  },
  write(item) {
    const { text, loses } = oneTurn(item);
    return { fields: { input: text, output: item.answer ?? '' }, loses };
  },
};
