import { z } from 'zod';
import { anyJson } from '../../../core/any-json.ts';
import type { ToolSpec } from '../../../core/case.ts';
import type { Json } from '../../../core/json.ts';
import { isRecord } from '../../rows/raw-row.ts';
import { type Call, type Fields, type Shape, type Writable, without } from '../shape.ts';
import { saidBy, type Turn, underInstructions } from '../turns.ts';

const textBlock = z.object({ type: z.literal('text'), text: z.string() });
const callBlock = z.object({ type: z.literal('tool_use'), name: z.string(), input: anyJson });
const messageSchema = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textBlock, callBlock]))]),
});
const systemSchema = z.union([z.string(), z.array(textBlock)]).default('');
const toolSchema = z.object({
  name: z.string(),
  description: z.string().default(''),
  input_schema: anyJson.default({}),
});

/** Blocks that only Anthropic's messages have; those of text are OpenAI's too. */
const blockTypes: ReadonlySet<string> = new Set(['tool_use', 'tool_result', 'image', 'thinking']);

/** A request of Anthropic's API: `system` beside `messages`, whose content may be blocks, and `tools` with `input_schema`. */
export const anthropic: Shape = {
  name: 'anthropic',
  title: 'Anthropic chat',
  has: '`messages` of user and assistant, with `system`, blocks or tools as Anthropic has them',
  alsoReads: ['messages'],
  fits(fields) {
    const turns = Array.isArray(fields['messages']) ? fields['messages'].filter(isRecord) : [];
    if (turns.length === 0 || turns.some(({ role }) => role !== 'user' && role !== 'assistant')) return false;
    const hasTools =
      Array.isArray(fields['tools']) &&
      fields['tools'].some((tool) => isRecord(tool) && 'input_schema' in tool);
    return 'system' in fields || hasTools || turns.some(holdsBlocks);
  },
  read(fields, { instructions }) {
    const system = systemSchema.safeParse(fields['system'] ?? undefined);
    const tools = z.array(toolSchema).safeParse(fields['tools'] ?? []);
    if (!system.success) return { problem: '`system` is neither a text nor blocks of text' };
    if (!tools.success) return { problem: 'a tool has no name' };
    const parsed = z.array(messageSchema).safeParse(fields['messages']);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return {
        problem: `a message cannot be read at \`${issue?.path.join('.')}\`: only texts and calls of tools can`,
      };
    }
    const told =
      typeof system.data === 'string' ? system.data : system.data.map(({ text }) => text).join('\n\n');
    const turns: Turn[] = [
      ...(told === '' ? [] : [{ role: 'system' as const, content: told }]),
      ...parsed.data.map(turnOf),
    ];
    const offered = tools.data.map(({ name, description, input_schema: parameters }) => ({
      name,
      description,
      parameters,
    }));
    const said = saidBy(turns, instructions, offered);
    return 'problem' in said ? said : { ...said, rest: without(fields, 'messages', 'system', 'tools') };
  },
  write({ messages, tools, answer, calls }, { instructions }) {
    const own = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
    const turns: Json[] = messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role: role === 'assistant' ? role : 'user', content }));
    if (calls.length > 0) turns.push({ role: 'assistant', content: calls.map(writtenCall) });
    else if (answer !== null) turns.push({ role: 'assistant', content: answer });
    return {
      fields: {
        system: underInstructions(own.join('\n\n'), instructions),
        messages: turns,
        ...(tools.length === 0 ? {} : { tools: tools.map(writtenTool) }),
      },
      loses: lost(messages),
    };
  },
};

/** What Anthropic's messages cannot say: other roles than two, a system message in between, and no user who begins. */
function lost(messages: Writable['messages']): string | null {
  const roles = messages.map(({ role }) => role);
  if (roles.includes('tool') || roles.lastIndexOf('system') > 0) return 'the roles of its messages';
  if (messages[0].role === 'system' && messages[0].content.trim() === '')
    return 'a system message without a text';
  return roles.find((role) => role !== 'system') === 'user' ? null : 'that no user speaks first';
}

/** True for a message with a block that only Anthropic has. */
export function holdsBlocks({ content }: Fields): boolean {
  return (
    Array.isArray(content) &&
    content.some((block) => isRecord(block) && blockTypes.has(String(block['type'])))
  );
}

function turnOf({ role, content }: z.infer<typeof messageSchema>): Turn {
  if (typeof content === 'string') return { role, content };
  const texts = content.flatMap((block) => (block.type === 'text' ? block.text : []));
  const calls = content.flatMap((block) =>
    block.type === 'tool_use' ? { name: block.name, arguments: block.input } : [],
  );
  return { role, content: texts.join('\n'), ...(calls.length === 0 ? {} : { calls }) };
}

function writtenTool({ name, description, parameters }: ToolSpec): Json {
  return { name, description, input_schema: parameters };
}

function writtenCall({ name, arguments: input }: Call, index: number): Json {
  return { type: 'tool_use', id: `toolu_${index}`, name, input };
}
