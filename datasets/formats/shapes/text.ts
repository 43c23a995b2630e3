import type { Shape } from '../shape.ts';
import { asSent } from '../turns.ts';
import { withoutTools } from './one-turn.ts';

/** Other names under which a row may hold an answer: a text beside one is no bare text. */
const answers = [
  'label',
  'labels',
  'answer',
  'target',
  'expected',
  'output',
  'response',
  'completion',
  'category',
  'intent',
  'class',
  'summary',
  'ideal',
];

const names = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Tool' } as const;

/** `{ text }`: a text without an answer, as for pre-training. A conversation is written with the speaker before each turn. */
export const text: Shape = {
  name: 'text',
  title: 'plain text',
  has: '`text`, and no field that could be an answer',
  fits: (fields) => typeof fields['text'] === 'string' && answers.every((name) => !(name in fields)),
  read: ({ text, ...rest }) =>
    typeof text === 'string' && text !== ''
      ? { input: { messages: [{ role: 'user', content: text }] }, rest }
      : { problem: '`text` is not a text, or an empty one' },
  write(item, { instructions }) {
    const turns = asSent(item.messages, instructions).map(
      ({ role, content }) => `${names[role]}: ${content.trim()}`,
    );
    const said = item.answer === null ? turns : [...turns, `Assistant: ${item.answer}`];
    return { fields: { text: said.join('\n\n') }, loses: withoutTools(item) };
  },
};
