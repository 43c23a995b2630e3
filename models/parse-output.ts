import { z } from 'zod';
import type { TargetOutput } from '../core/run.ts';

/** The longest answer that is taken, in characters. */
export const longestOutput = 10_000_000;

const outputSchema = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ name: z.string(), arguments: z.json() })).optional(),
  usage: z.object({ inputTokens: z.number().min(0), outputTokens: z.number().min(0) }).optional(),
});
const knownKeys = Object.keys(outputSchema.shape);

/**
 * What a target gave, as an output. Keys that no output has are left out, save those that differ from a known key only
 * in case or separators (`tool_calls`): those are errors, because what they hold would be lost.
 * Throws an ordinary Error, the target's own fault, that says what came and what is wanted.
 */
export function parseOutput(value: unknown): TargetOutput {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new Error(`the target gave ${described(value)}; ${wanted}`);
  }
  const keys = Object.keys(value);
  const text: unknown = 'text' in value ? value.text : undefined;
  if (typeof text !== 'string') {
    if (text !== undefined) throw new Error(`the target gave ${described(text)} as \`text\`; ${wanted}`);
    const held =
      keys.length === 0
        ? 'an empty object'
        : `an object without \`text\` (keys: ${keys.slice(0, 10).join(', ')})`;
    throw new Error(`the target gave ${held}; ${wanted}`);
  }
  if (text.length > longestOutput) {
    throw new Error(`output of ${text.length} characters is over the limit of ${longestOutput}`);
  }
  for (const key of keys) {
    const meant = knownKeys.find(
      (known) => known !== key && known.toLowerCase() === key.replace(/[_-]/g, '').toLowerCase(),
    );
    if (meant !== undefined)
      throw new Error(`the target gave the key \`${key}\`: did you mean \`${meant}\`?`);
  }
  const { toolCalls, usage } = parsedRest(value);
  return {
    text,
    ...(toolCalls === undefined ? {} : { toolCalls }),
    ...(usage === undefined ? {} : { usage }),
  };
}

const wanted = "return { text: '…' }";

function parsedRest(value: object): z.infer<typeof outputSchema> {
  let result: ReturnType<typeof outputSchema.safeParse>;
  try {
    result = outputSchema.safeParse(value);
    JSON.stringify(result.data?.toolCalls);
  } catch (error) {
    const why = 'the target gave an output that has no JSON form: it holds itself, or is nested too deep';
    throw new Error(why, { cause: error });
  }
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined ? 'the output' : issue.path.join('.');
  throw new Error(
    `the target gave an output whose \`${where}\` does not fit: ${issue?.message ?? 'unreadable'}`,
  );
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  const made = value.constructor?.name;
  return made === undefined || made === 'Object' ? 'an object' : `a ${made}`;
}
