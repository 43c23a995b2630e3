import { z } from 'zod';
import { digest } from '../../core/digest.ts';
import { anyObject } from './instance-of.ts';
import {
  jsonReply,
  type MockAnswer,
  type MockReply,
  type MockRequest,
  streamedParts,
} from './mock-request.ts';
import { contentText, looseMessages, looseSchema } from './read-content.ts';

const options = z.object({ num_predict: z.number().optional(), seed: z.number().optional() }).nullish();
// Older clients send an empty text for none.
const format = z.union([looseSchema, z.enum(['json', ''])]).nullish();
const chatSchema = z.object({
  model: z.string(),
  messages: looseMessages,
  stream: z.boolean().nullish(),
  format,
  options,
  tools: z
    .array(z.object({ function: z.object({ name: z.string(), parameters: looseSchema.nullish() }) }))
    .nullish(),
});
const generateSchema = z.object({
  model: z.string(),
  prompt: z.string(),
  system: z.string().nullish(),
  stream: z.boolean().nullish(),
  format,
  options,
});

/** Ollama's chat; streamed unless the request says otherwise. */
export function readOllamaChat(body: unknown): MockRequest {
  const read = chatSchema.parse(body);
  return {
    ...asked(read),
    messages: read.messages.map(({ role, content }) => ({ role, content: contentText(content) })),
    tools: (read.tools ?? []).map((tool) => ({
      name: tool.function.name,
      parameters: tool.function.parameters ?? {},
    })),
  };
}

/** Ollama's generate. */
export function readOllamaGenerate(body: unknown): MockRequest {
  const read = generateSchema.parse(body);
  const told = read.system == null || read.system === '' ? [] : [{ role: 'system', content: read.system }];
  return { ...asked(read), messages: [...told, { role: 'user', content: read.prompt }], tools: [] };
}

function asked(read: {
  readonly model: string;
  readonly stream?: boolean | null | undefined;
  readonly format?: z.infer<typeof format>;
  readonly options?: z.infer<typeof options>;
}): Pick<MockRequest, 'model' | 'schema' | 'mustCall' | 'maxTokens' | 'seed' | 'isStreamed'> {
  const wanted = read.options?.num_predict;
  return {
    model: read.model,
    schema: read.format === 'json' ? anyObject : typeof read.format === 'object' ? read.format : null,
    mustCall: false,
    // −1 and −2 mean no bound.
    maxTokens: wanted === undefined || wanted < 0 ? null : wanted,
    seed: read.options?.seed ?? null,
    isStreamed: read.stream !== false,
  };
}

/** The reply to chat or generate: they differ in where the text lies. */
export function ollamaReply(kind: 'chat' | 'generate', request: MockRequest, answer: MockAnswer): MockReply {
  const { text, call, ended, usage } = answer;
  const part = (content: string, calls: object = {}) =>
    kind === 'chat' ? { message: { role: 'assistant', content, ...calls } } : { response: content };
  const toolCalls =
    call === null ? {} : { tool_calls: [{ function: { name: call.name, arguments: call.arguments } }] };
  const common = { model: request.model, created_at: '1970-01-01T00:00:00Z' };
  const end = {
    done: true,
    done_reason: ended === 'length' ? 'length' : 'stop',
    total_duration: 0,
    prompt_eval_count: usage.inputTokens,
    eval_count: usage.outputTokens,
  };
  if (!request.isStreamed) return jsonReply({ ...common, ...part(text, toolCalls), ...end });
  const words = streamedParts(text).map((word) => ({ ...common, ...part(word), done: false }));
  const calls = call === null ? [] : [{ ...common, ...part('', toolCalls), done: false }];
  return {
    status: 200,
    body: { kind: 'lines', lines: [...words, ...calls, { ...common, ...part(''), ...end }] },
  };
}

/** What Ollama says of a model: its name is all that it is. */
export function showReply(model: string): MockReply {
  return jsonReply({
    modelfile: `FROM ${model}`,
    template: '{{ .Prompt }}',
    details: {
      parent_model: '',
      format: 'gguf',
      family: 'mock',
      families: ['mock'],
      parameter_size: '0',
      quantization_level: '',
    },
    model_info: {
      'general.architecture': 'mock',
      'general.basename': model.replace(/:.*$/, ''),
      'mock.context_length': 8192,
    },
    capabilities: ['completion', 'tools'],
  });
}

/** Ollama's list of models. */
export function tagsReply(models: readonly string[]): MockReply {
  const listed = models.map((name) => ({
    name,
    model: name,
    modified_at: '1970-01-01T00:00:00Z',
    size: 0,
    digest: digest(name),
    details: { family: 'mock' },
  }));
  return jsonReply({ models: listed });
}
