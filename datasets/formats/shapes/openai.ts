import { z } from 'zod';
import { anyJson } from '../../../core/any-json.ts';
import type { ToolSpec } from '../../../core/case.ts';
import { isTooDeep, type Json } from '../../../core/json.ts';
import { isRecord, tooDeep } from '../../rows/raw-row.ts';
import { type Call, type Fields, type Shape, without } from '../shape.ts';
import { asSent, saidBy, type Turn } from '../turns.ts';
import { holdsBlocks } from './anthropic.ts';
import { turnsIn } from './messages.ts';

const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]).nullish(),
  tool_calls: z
    .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
    .nullish(),
});
const toolSchema = z.object({
  function: z.object({
    name: z.string(),
    description: z.string().default(''),
    parameters: anyJson.default({}),
  }),
});

/** Keys that only requests of OpenAI's chat API have. */
const ownKeys = ['tools', 'functions', 'parallel_tool_calls', 'response_format', 'max_completion_tokens'];
/** Of a message: what a case holds, and what says nothing by itself. */
const heldKeys = ['role', 'content', 'tool_calls', 'tool_call_id', 'refusal', 'annotations'];

/**
 * A request of OpenAI's chat API, or a line of its fine-tuning files: `messages` with text parts, `developer` for system,
 * `tool_calls` of the last assistant, and `tools`; also as the `body` of a batch's line.
 */
export const openai: Shape = {
  name: 'openai',
  title: 'OpenAI chat',
  has: '`messages`, with roles, parts, tools or calls as OpenAI has them',
  alsoReads: ['messages'],
  fits(fields) {
    const body = bodyOf(fields);
    const turns = (turnsIn(body) ?? []).filter(isRecord);
    if (
      turns.length === 0 ||
      'system' in body ||
      turns.some((turn) => !('role' in turn) || holdsBlocks(turn))
    )
      return false;
    return body !== fields || ownKeys.some((key) => key in body) || turns.some(isOwn);
  },
  read(fields, { instructions }) {
    const body = bodyOf(fields);
    const tools = z.array(toolSchema).safeParse(body['tools'] ?? []);
    if (!tools.success) return { problem: 'a tool is no function with a name' };
    const turns: Turn[] = [];
    const notes = new Set<string>();
    for (const message of turnsIn(body) ?? []) {
      const turn = turnOf(message);
      if ('problem' in turn) return turn;
      turns.push(turn);
      const extra = Object.keys(isRecord(message) ? message : {}).filter((key) => !heldKeys.includes(key));
      for (const key of extra) notes.add(`the field \`${key}\` of messages is left out`);
    }
    const functions = tools.data.map((tool) => tool.function);
    const said = saidBy(turns, instructions, functions);
    if ('problem' in said) return said;
    const rest = without(body, 'messages', 'conversations', 'tools');
    return {
      ...said,
      rest: body === fields ? rest : { ...without(fields, 'body'), ...rest },
      notes: [...notes],
    };
  },
  write({ messages, tools, answer, calls }, { instructions }) {
    const turns: Json[] = asSent(messages, instructions).map(({ role, content }) => ({ role, content }));
    if (calls.length > 0)
      turns.push({ role: 'assistant', content: null, tool_calls: calls.map(writtenCall) });
    else if (answer !== null) turns.push({ role: 'assistant', content: answer });
    const offered = tools.length === 0 ? {} : { tools: tools.map(writtenTool) };
    return { fields: { messages: turns, ...offered }, loses: null };
  },
};

/** The request inside a line of a batch, or the record itself. */
function bodyOf(fields: Fields): Fields {
  return isRecord(fields['body']) ? fields['body'] : fields;
}

/** What only OpenAI's messages have, and plain ones do not. */
function isOwn(turn: Fields): boolean {
  return (
    turn['role'] === 'developer' || 'tool_calls' in turn || 'weight' in turn || Array.isArray(turn['content'])
  );
}

function turnOf(message: unknown): Turn | { readonly problem: string } {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      problem: `a message cannot be read at \`${issue?.path.join('.')}\`: only texts and calls of functions can`,
    };
  }
  const { role, content, tool_calls: calls } = parsed.data;
  const text = Array.isArray(content) ? content.map((part) => part.text).join('\n') : (content ?? '');
  const made: Call[] = [];
  for (const { function: called } of calls ?? []) {
    try {
      const given: Json = JSON.parse(called.arguments);
      if (isTooDeep(given))
        return { problem: `in the arguments of the call of \`${called.name}\` ${tooDeep}` };
      made.push({ name: called.name, arguments: given });
    } catch {
      return { problem: `the arguments of the call of \`${called.name}\` are not valid JSON` };
    }
  }
  return {
    role: role === 'developer' ? 'system' : role,
    content: text,
    ...(made.length === 0 ? {} : { calls: made }),
  };
}

function writtenTool({ name, description, parameters }: ToolSpec): Json {
  return { type: 'function', function: { name, description, parameters } };
}

function writtenCall({ name, arguments: given }: Call, index: number): Json {
  return { id: `call_${index}`, type: 'function', function: { name, arguments: JSON.stringify(given) } };
}
