import { isRecord } from '../../rows/raw-row.ts';
import { type Fields, type Said, type Shape, type ShapeContext, without } from '../shape.ts';
import { asSent, saidBy, type Turn } from '../turns.ts';
import { withoutTools } from './one-turn.ts';
import { turnsOrText } from './turns-or-text.ts';

/**
 * Preference pairs: `{ prompt, chosen, rejected }` as texts or messages, without a prompt where both begin with it, or
 * `{ input, preferred_output, non_preferred_output }` as OpenAI has them.
 */
export const dpo: Shape = {
  name: 'dpo',
  title: 'preference pairs',
  has: '`chosen` and `rejected`',
  fits: (fields) =>
    ('chosen' in fields && 'rejected' in fields) ||
    ('preferred_output' in fields && 'non_preferred_output' in fields),
  read(fields, context) {
    const { input, preferred_output: preferred, non_preferred_output: other } = fields;
    if (preferred !== undefined) {
      const asked = isRecord(input) ? turnsOrText(input['messages'], 'user') : null;
      return paired(
        asked,
        preferred,
        other,
        without(fields, 'input', 'preferred_output', 'non_preferred_output'),
        context,
      );
    }
    const { prompt, question, chosen, rejected } = fields;
    const asked = turnsOrText(prompt ?? question, 'user');
    return paired(
      asked,
      chosen,
      rejected,
      without(fields, 'prompt', 'question', 'chosen', 'rejected'),
      context,
    );
  },
  write(item, { instructions }) {
    return {
      fields: {
        prompt: asSent(item.messages, instructions).map(({ role, content }) => ({ role, content })),
        chosen: [{ role: 'assistant', content: item.answer ?? '' }],
        rejected: [{ role: 'assistant', content: item.rejected ?? '' }],
      },
      loses: withoutTools(item),
    };
  },
};

function paired(
  asked: readonly Turn[] | null,
  chosen: unknown,
  rejected: unknown,
  rest: Fields,
  { instructions }: ShapeContext,
): Said | { readonly problem: string } {
  const better = turnsOrText(chosen, 'assistant');
  const worse = turnsOrText(rejected, 'assistant');
  if (better === null || worse === null)
    return { problem: '`chosen` or `rejected` is neither a text nor messages' };
  const prompt = asked ?? better.slice(0, -1);
  if (prompt.length === 0)
    return { problem: 'there is no `prompt`, and `chosen` holds none before its last message' };
  // Where the prompt stands in both answers, as in many data sets, the last message is the answer.
  const [last, other] = [better.at(-1), worse.at(-1)];
  if (last?.role !== 'assistant' || other?.role !== 'assistant')
    return { problem: 'the last message of `chosen` or `rejected` is no assistant’s' };
  const said = saidBy([...prompt, last], instructions);
  return 'problem' in said ? said : { ...said, rejected: other.content, rest };
}
