import { z } from 'zod';
import type { Message } from '../../../core/case.ts';
import type { Shape } from '../shape.ts';
import { asSent, saidBy, type Turn } from '../turns.ts';
import { withoutTools } from './one-turn.ts';

/** Who speaks, by the names that such data sets use. */
const speakers: Readonly<Record<string, Message['role']>> = {
  system: 'system',
  human: 'user',
  user: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  model: 'assistant',
  observation: 'tool',
  tool: 'tool',
};
const names: Readonly<Record<Message['role'], string>> = {
  system: 'system',
  user: 'human',
  assistant: 'gpt',
  tool: 'observation',
};

const turnSchema = z.object({ from: z.string(), value: z.string() });

/** `{ conversations: [{ from: human, value }, { from: gpt, value }] }`, with a `system` of the record or of its first turn. */
export const sharegpt: Shape = {
  name: 'sharegpt',
  title: 'ShareGPT',
  has: '`conversations` of `from` and `value`',
  fits: ({ conversations }) =>
    Array.isArray(conversations) &&
    conversations.length > 0 &&
    conversations.every((turn) => turnSchema.safeParse(turn).success),
  read({ conversations, system, ...rest }, { instructions }) {
    const parsed = z.array(turnSchema).safeParse(conversations);
    if (!parsed.success) return { problem: 'a turn has no `from` or no text as `value`' };
    const turns: Turn[] = typeof system === 'string' ? [{ role: 'system', content: system }] : [];
    for (const { from, value } of parsed.data) {
      const role = speakers[from];
      if (role === undefined)
        return { problem: `a turn is from \`${from}\`; known are ${Object.keys(speakers).join(', ')}` };
      turns.push({ role, content: value });
    }
    const said = saidBy(turns, instructions);
    return 'problem' in said ? said : { ...said, rest };
  },
  write(item, { instructions }) {
    const turns = asSent(item.messages, instructions).map(({ role, content }) => ({
      from: names[role],
      value: content,
    }));
    return {
      fields: {
        conversations: item.answer === null ? turns : [...turns, { from: 'gpt', value: item.answer }],
      },
      loses: withoutTools(item),
    };
  },
};
