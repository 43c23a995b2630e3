import { isRecord } from '../../rows/raw-row.ts';
import { type Fields, type Shape, without } from '../shape.ts';
import { asSent, saidBy, type Turn } from '../turns.ts';
import { withoutTools } from './one-turn.ts';

const roles = ['system', 'user', 'assistant', 'tool'] as const;

/** `{ messages: [{ role, content }] }`, texts only. Also under `conversations`, as some data sets have it. */
export const messages: Shape = {
  name: 'messages',
  title: 'messages',
  has: '`messages` of `role` and `content`',
  fits: (fields) => turnsIn(fields)?.every(isPlainTurn) ?? false,
  read(fields, { instructions }) {
    const turns: Turn[] = [];
    for (const turn of turnsIn(fields) ?? []) {
      if (!isPlainTurn(turn)) return { problem: 'a message has no `role` or no text as `content`' };
      turns.push(turn);
    }
    const said = saidBy(turns, instructions);
    return 'problem' in said
      ? said
      : { ...said, rest: without(fields, 'messages' in fields ? 'messages' : 'conversations') };
  },
  write(item, { instructions }) {
    const sent = asSent(item.messages, instructions);
    const turns =
      item.answer === null ? sent : [...sent, { role: 'assistant', content: item.answer } as const];
    return {
      fields: { messages: turns.map(({ role, content }) => ({ role, content })) },
      loses: withoutTools(item),
    };
  },
};

/** The list of messages of a record; null where it has none. */
export function turnsIn(fields: Fields): readonly unknown[] | null {
  const list = fields['messages'] ?? fields['conversations'];
  return Array.isArray(list) && list.length > 0 ? list : null;
}

function isPlainTurn(turn: unknown): turn is Turn {
  if (!isRecord(turn)) return false;
  const { role, content, tool_calls: calls } = turn;
  return roles.some((known) => known === role) && typeof content === 'string' && (calls ?? null) === null;
}
