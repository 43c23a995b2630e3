import { z } from 'zod';
import type { Shape } from '../shape.ts';
import { asSent, saidBy, type Turn } from '../turns.ts';
import { withoutTools } from './one-turn.ts';

const contentSchema = z
  .union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])
  .transform((content) =>
    typeof content === 'string' ? content : content.map(({ text }) => text).join('\n'),
  );
const inputSchema = z.union([
  z.string().transform((content): Turn[] => [{ role: 'user', content }]),
  z.array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: contentSchema })),
]);
const targetSchema = z.union([z.string(), z.number().transform(String), z.array(z.string()).min(1)]);
const choicesSchema = z.array(z.string()).min(2).nullish();

/** Samples of Inspect: `{ input, target, id, choices, metadata }`. Choices become lettered lines below the question. */
export const inspect: Shape = {
  name: 'inspect',
  title: 'Inspect samples',
  has: '`input` and `target`',
  fits: (fields) => 'input' in fields && 'target' in fields && !('expected' in fields),
  read({ input, target, choices, ...rest }, { instructions }) {
    const turns = inputSchema.safeParse(input);
    if (!turns.success) return { problem: '`input` is neither a text nor a list of messages with texts' };
    const wanted = targetSchema.safeParse(target);
    if (!wanted.success) return { problem: '`target` is neither a text nor a list of texts' };
    const offered = choicesSchema.safeParse(choices);
    if (!offered.success) return { problem: '`choices` is no list of texts' };
    const said = saidBy(withChoices(turns.data, offered.data ?? []), instructions);
    if ('problem' in said) return said;
    if (said.expected !== undefined) return { problem: 'the last message of `input` is an assistant’s' };
    const notes = offered.data == null ? [] : ['`choices` stand as lettered lines below the question'];
    const expected = wanted.data;
    return { ...said, ...(expected === '' ? {} : { expected }), rest, notes };
  },
  write(item, { instructions }) {
    const { messages, answer } = item;
    return {
      fields: {
        input: asSent(messages, instructions).map(({ role, content }) => ({ role, content })),
        target: answer ?? '',
      },
      loses:
        withoutTools(item) ??
        (messages.at(-1)?.role === 'assistant' ? 'that an assistant speaks last' : null),
    };
  },
};

function withChoices(turns: readonly Turn[], choices: readonly string[]): readonly Turn[] {
  if (choices.length === 0) return turns;
  const lines = choices.map((choice, index) => `${String.fromCharCode(65 + index)}) ${choice}`).join('\n');
  const last = turns.length - 1;
  return turns.map((turn, index) =>
    index === last ? { ...turn, content: `${turn.content}\n\n${lines}` } : turn,
  );
}
