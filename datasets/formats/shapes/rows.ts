import { anyJson } from '../../../core/any-json.ts';
import { rowInput } from '../../rows/row-input.ts';
import type { Shape } from '../shape.ts';

/** Where other shapes have their answers, beside an `input`. */
const otherAnswers = ['output', 'target', 'instruction', 'preferred_output', 'chosen'];

const answerSchema = anyJson.optional();

/** Rows as a suite reads them: `input`, `expected`, and what else `map` names. */
export const rows: Shape = {
  name: 'rows',
  title: 'plain rows',
  has: '`input`, and no other field that could be an answer than `expected`',
  fits: (fields) =>
    'input' in fields && ('expected' in fields || otherAnswers.every((name) => !(name in fields))),
  read({ input: given, expected, ...rest }) {
    const input = rowInput(given);
    if ('problem' in input) return input;
    const parsed = answerSchema.safeParse(expected ?? undefined);
    if (!parsed.success) return { problem: '`expected` has no JSON form' };
    // An empty cell of a CSV file is no answer.
    return {
      input,
      ...(parsed.data === undefined || parsed.data === '' ? {} : { expected: parsed.data }),
      rest,
    };
  },
};
