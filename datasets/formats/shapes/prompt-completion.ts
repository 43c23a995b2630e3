import type { Shape } from '../shape.ts';
import { asSent, saidBy } from '../turns.ts';
import { withoutTools } from './one-turn.ts';
import { turnsOrText } from './turns-or-text.ts';

/** `{ prompt, completion }`, texts or lists of messages, as TRL reads them. */
export const promptCompletion: Shape = {
  name: 'prompt-completion',
  title: 'prompt and completion',
  has: '`prompt` and `completion`',
  fits: (fields) => 'prompt' in fields && 'completion' in fields,
  read({ prompt, completion, ...rest }, { instructions }) {
    const asked = turnsOrText(prompt, 'user');
    const answer = turnsOrText(completion, 'assistant');
    if (asked === null || answer?.length !== 1)
      return { problem: '`prompt` or `completion` is neither a text nor messages' };
    const said = saidBy([...asked, ...answer], instructions);
    return 'problem' in said ? said : { ...said, rest };
  },
  write(item, { instructions }) {
    const { messages, answer } = item;
    return {
      fields: {
        prompt: asSent(messages, instructions).map(({ role, content }) => ({ role, content })),
        completion: answer === null ? '' : [{ role: 'assistant', content: answer }],
      },
      loses: withoutTools(item),
    };
  },
};
