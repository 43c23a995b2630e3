import { z } from 'zod';
import { createRandom } from '../../core/random.ts';
import { jsonReply, type MockReply } from './mock-request.ts';
import { tokensIn } from './tokens-in.ts';

const inputSchema = z.union([z.string(), z.array(z.string())]);
const tokens = z.array(z.number());
const openaiSchema = z.object({
  model: z.string(),
  input: z.union([inputSchema, tokens, z.array(tokens)]),
  dimensions: z.number().int().positive().nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});
const ollamaSchema = z.object({ model: z.string(), input: inputSchema });
const oldOllamaSchema = z.object({ model: z.string(), prompt: z.string() });
const usualDimensions = 64;

/** A vector of unit length: texts that share words are near, equal ones equal. The seed turns all of them alike. */
function vectorOf(text: string, seed: number, dimensions = usualDimensions): readonly number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\S+/g) ?? ['']) {
    const random = createRandom(`${seed}/${word}`);
    for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) + random.next() - 0.5;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** OpenAI's embeddings, as numbers or, as its SDK asks by itself, as base64 of 32-bit floats. */
export function openaiEmbeddings(body: unknown, seed: number): MockReply {
  const { model, input, encoding_format, dimensions } = openaiSchema.parse(body);
  const texts = textsOf(input);
  const data = texts.map((text, index) => {
    const vector = vectorOf(text, seed, dimensions ?? usualDimensions);
    const bytes = Buffer.from(Float32Array.from(vector).buffer);
    const embedding = encoding_format === 'base64' ? bytes.toString('base64') : vector;
    return { object: 'embedding', index, embedding };
  });
  const prompt_tokens = texts.reduce((sum, text) => sum + tokensIn(text), 0);
  return jsonReply({ object: 'list', model, data, usage: { prompt_tokens, total_tokens: prompt_tokens } });
}

/** Token numbers are words like any others. */
function textsOf(input: z.infer<typeof openaiSchema>['input']): readonly string[] {
  if (typeof input === 'string') return [input];
  const texts = input.map((one) => (Array.isArray(one) ? one.join(' ') : one));
  return texts.every((text) => typeof text === 'string') ? texts : [texts.join(' ')];
}

/** Ollama's embed, and the older embeddings for one text. */
export function ollamaEmbeddings(body: unknown, seed: number, kind: 'embed' | 'embeddings'): MockReply {
  if (kind === 'embeddings')
    return jsonReply({ embedding: vectorOf(oldOllamaSchema.parse(body).prompt, seed) });
  const { model, input } = ollamaSchema.parse(body);
  const texts = typeof input === 'string' ? [input] : input;
  const prompt_eval_count = texts.reduce((sum, text) => sum + tokensIn(text), 0);
  return jsonReply({ model, embeddings: texts.map((text) => vectorOf(text, seed)), prompt_eval_count });
}
