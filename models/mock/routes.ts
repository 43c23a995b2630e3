import { z } from 'zod';
import { anthropicBatches } from './anthropic-batches.ts';
import { messagesReply, readMessagesRequest } from './anthropic-messages.ts';
import type { BatchItem } from './batches.ts';
import { ollamaEmbeddings, openaiEmbeddings } from './embeddings.ts';
import { errorReply, type Provider } from './errors.ts';
import { faultOf, type PlannedFault } from './faults.ts';
import { jsonReply, type MockAnswer, type MockReply, type MockRequest } from './mock-request.ts';
import { ollamaReply, readOllamaChat, readOllamaGenerate, showReply, tagsReply } from './ollama-api.ts';
import { openaiBatches } from './openai-batches.ts';
import { chatReply, readChatRequest } from './openai-chat.ts';
import { readResponsesRequest, responsesReply } from './openai-responses.ts';
import { answer, type Persona } from './persona.ts';

/** A request as it came, its body read as JSON where it is some. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly body: unknown;
  /** Number of the request, from 1. */
  readonly arrival: number;
  /** The parts of a form; null for any other body. */
  readonly form: () => Promise<FormData>;
}

/** Text as it is, for files; else a reply. Null: there is no such path. */
export type Routed = MockReply | string | null;

export interface MockBehaviour {
  readonly persona: Persona;
  readonly seed: number;
  /** Names that are known; null: every name is. */
  readonly models: readonly string[] | null;
  readonly faults: readonly PlannedFault[];
  readonly batchMs: number;
}

/** Whose wire format a path belongs to. */
export function providerOf(path: string): Provider {
  if (path.startsWith('/api/')) return 'ollama';
  return path.startsWith('/v1/messages') ? 'anthropic' : 'openai';
}

/** What the server answers, by method and path. Throws a ZodError where a body is not of the format. */
export function createRoutes(behaviour: MockBehaviour): (incoming: Incoming) => Promise<Routed> {
  const { persona, seed, models } = behaviour;
  const named = models ?? [...new Set(['mock', ...Object.keys(persona.models)])];
  const answered = (
    provider: Provider,
    request: MockRequest,
    render: (request: MockRequest, answer: MockAnswer) => MockReply,
  ): MockReply => {
    if (models !== null && !models.includes(request.model))
      return errorReply(provider, 404, `the model \`${request.model}\` does not exist`);
    return render(request, answer(persona, request, seed));
  };
  const chat = (body: unknown, id: string) =>
    answered('openai', readChatRequest(body), (request, said) => chatReply(request, said, id));
  const messages = (body: unknown, id: string) =>
    answered('anthropic', readMessagesRequest(body), (request, said) => messagesReply(request, said, id));
  /** The faults of a batch are those of its items. */
  const inBatch =
    (provider: Provider, one: (body: unknown, id: string) => MockReply) => (item: BatchItem, index: number) =>
      faultOf(behaviour.faults, index + 1, seed) === null
        ? one(item.body, item.customId)
        : errorReply(provider, 500, 'the server had an error');
  const shared = { seed, durationMs: behaviour.batchMs };
  const openai = openaiBatches({ ...shared, reply: inBatch('openai', chat) });
  const anthropic = anthropicBatches({ ...shared, reply: inBatch('anthropic', messages) });

  const routes: readonly (readonly [string, RegExp, Route])[] = [
    ['POST', /^\/v1\/chat\/completions$/, ({ body, arrival }) => chat(body, String(arrival))],
    [
      'POST',
      /^\/v1\/responses$/,
      ({ body, arrival }) =>
        answered('openai', readResponsesRequest(body), (request, said) =>
          responsesReply(request, said, String(arrival)),
        ),
    ],
    ['POST', /^\/v1\/embeddings$/, ({ body }) => openaiEmbeddings(body, seed)],
    ['GET', /^\/v1\/models$/, () => jsonReply({ object: 'list', data: named.map(modelCard) })],
    [
      'GET',
      /^\/v1\/models\/(.+)$/,
      (_, id) =>
        models === null || models.includes(id)
          ? jsonReply(modelCard(id))
          : errorReply('openai', 404, `no model ${id}`),
    ],
    ['POST', /^\/v1\/files$/, ({ form }) => uploaded(form, openai.upload)],
    ['GET', /^\/v1\/files\/([^/]+)$/, (_, id) => openai.file(id)],
    ['DELETE', /^\/v1\/files\/([^/]+)$/, (_, id) => openai.remove(id)],
    ['GET', /^\/v1\/files\/([^/]+)\/content$/, (_, id) => openai.content(id)],
    ['POST', /^\/v1\/batches$/, ({ body }) => openai.create(body)],
    ['GET', /^\/v1\/batches$/, () => openai.list()],
    ['GET', /^\/v1\/batches\/([^/]+)$/, (_, id) => openai.batch(id)],
    ['POST', /^\/v1\/batches\/([^/]+)\/cancel$/, (_, id) => openai.cancel(id)],
    ['POST', /^\/v1\/messages$/, ({ body, arrival }) => messages(body, String(arrival))],
    ['POST', /^\/v1\/messages\/batches$/, ({ body, origin }) => anthropic.create(body, origin)],
    ['GET', /^\/v1\/messages\/batches$/, ({ origin }) => anthropic.list(origin)],
    ['GET', /^\/v1\/messages\/batches\/([^/]+)$/, ({ origin }, id) => anthropic.batch(id, origin)],
    ['GET', /^\/v1\/messages\/batches\/([^/]+)\/results$/, (_, id) => anthropic.results(id)],
    ['POST', /^\/v1\/messages\/batches\/([^/]+)\/cancel$/, ({ origin }, id) => anthropic.cancel(id, origin)],
    [
      'POST',
      /^\/api\/chat$/,
      ({ body }) =>
        answered('ollama', readOllamaChat(body), (request, said) => ollamaReply('chat', request, said)),
    ],
    [
      'POST',
      /^\/api\/generate$/,
      ({ body }) =>
        answered('ollama', readOllamaGenerate(body), (request, said) =>
          ollamaReply('generate', request, said),
        ),
    ],
    ['POST', /^\/api\/embed$/, ({ body }) => ollamaEmbeddings(body, seed, 'embed')],
    ['POST', /^\/api\/embeddings$/, ({ body }) => ollamaEmbeddings(body, seed, 'embeddings')],
    ['POST', /^\/api\/show$/, ({ body }) => shown(body, models)],
    ['GET', /^\/api\/tags$/, () => tagsReply(named)],
    ['GET', /^\/api\/version$/, () => jsonReply({ version: '0.0.0-mock' })],
  ];
  return async (incoming) => {
    for (const [method, pattern, route] of routes) {
      const found = method === incoming.method ? pattern.exec(incoming.path) : null;
      if (found !== null) return route(incoming, decodeURIComponent(found[1] ?? ''));
    }
    return null;
  };
}

type Route = (incoming: Incoming, id: string) => Routed | Promise<Routed>;

function modelCard(id: string) {
  return { id, object: 'model', created: 0, owned_by: 'mock', max_model_len: 8192 };
}

function shown(body: unknown, models: readonly string[] | null): MockReply {
  const { model } = z.object({ model: z.string() }).parse(body);
  if (models !== null && !models.includes(model))
    return errorReply('ollama', 404, `model '${model}' not found`);
  return showReply(model);
}

async function uploaded(
  form: Incoming['form'],
  upload: (name: string, purpose: string, content: string) => MockReply,
): Promise<MockReply> {
  const parts = await form();
  const file = parts.get('file');
  if (!(file instanceof File)) return errorReply('openai', 400, 'the form has no `file`');
  return upload(file.name, String(parts.get('purpose') ?? ''), await file.text());
}
