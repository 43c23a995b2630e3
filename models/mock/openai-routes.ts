import { z } from 'zod';
import { BadRequest } from './bad-request.ts';
import { openaiEmbeddings } from './embeddings.ts';
import { unknownModelReply } from './errors.ts';
import { jsonReply, type MockReply } from './mock-request.ts';
import { openaiBatches } from './openai-batches.ts';
import { chatReply, readChatRequest } from './openai-chat.ts';
import { openaiFiles } from './openai-files.ts';
import { readResponsesRequest, responsesReply } from './openai-responses.ts';
import type { Replying } from './replying.ts';
import type { Incoming, Route } from './route.ts';

const modelSchema = z.object({ model: z.string() });

/** OpenAI's wire formats; the lists of models are Anthropic's too, for who asks as its clients do. */
export function openaiRoutes(replying: Replying): readonly Route[] {
  const { listed, knows, seed } = replying;
  const chat = (body: unknown, id: string, more: { isStreamed?: false } = {}) =>
    replying.reply('openai', { ...readChatRequest(body), ...more }, (request, said) =>
      chatReply(request, said, id),
    );
  const responses = (body: unknown, id: string, more: { isStreamed?: false } = {}) =>
    replying.reply('openai', { ...readResponsesRequest(body), ...more }, (request, said) =>
      responsesReply(request, said, id),
    );
  const embeddings = (body: unknown) => {
    const { model } = modelSchema.parse(body);
    return knows(model) ? openaiEmbeddings(body, seed) : unknownModelReply('openai', model);
  };
  const files = openaiFiles();
  const whole = { isStreamed: false } as const;
  const batches = openaiBatches(
    files,
    replying.batches('openai', ({ path, body, customId }) => {
      if (path === '/v1/embeddings') return embeddings(body);
      return path === '/v1/responses' ? responses(body, customId, whole) : chat(body, customId, whole);
    }),
  );
  return [
    ['POST', /^\/v1\/chat\/completions$/, ({ body, arrival }) => chat(body, String(arrival))],
    ['POST', /^\/v1\/responses$/, ({ body, arrival }) => responses(body, String(arrival))],
    ['POST', /^\/v1\/embeddings$/, ({ body }) => embeddings(body)],
    ['GET', /^\/v1\/models$/, ({ provider }) => modelList(provider, listed)],
    [
      'GET',
      /^\/v1\/models\/(.+)$/,
      ({ provider }, id) =>
        knows(id) ? jsonReply(modelCard(provider, id)) : unknownModelReply(provider, id),
    ],
    ['POST', /^\/v1\/files$/, async ({ form }) => files.described(files.store(await uploaded(form)))],
    ['GET', /^\/v1\/files$/, () => files.list()],
    ['GET', /^\/v1\/files\/([^/]+)$/, (_, id) => files.described(id)],
    ['DELETE', /^\/v1\/files\/([^/]+)$/, (_, id) => files.remove(id)],
    ['GET', /^\/v1\/files\/([^/]+)\/content$/, (_, id) => files.content(id)],
    ['POST', /^\/v1\/batches$/, ({ body }) => batches.create(body)],
    ['GET', /^\/v1\/batches$/, () => batches.list()],
    ['GET', /^\/v1\/batches\/([^/]+)$/, (_, id) => batches.batch(id)],
    ['POST', /^\/v1\/batches\/([^/]+)\/cancel$/, (_, id) => batches.cancel(id)],
  ];
}

function modelCard(provider: Incoming['provider'], id: string) {
  return provider === 'anthropic'
    ? { type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' }
    : { id, object: 'model', created: 0, owned_by: 'mock', max_model_len: 8192 };
}

function modelList(provider: Incoming['provider'], names: readonly string[]): MockReply {
  const data = names.map((id) => modelCard(provider, id));
  return jsonReply(
    provider === 'anthropic'
      ? { data, has_more: false, first_id: names[0] ?? null, last_id: names.at(-1) ?? null }
      : { object: 'list', data },
  );
}

async function uploaded(form: Incoming['form']) {
  const parts = await form();
  const file = parts.get('file');
  const purpose = parts.get('purpose');
  if (!(file instanceof File) || typeof purpose !== 'string')
    throw new BadRequest('the form needs a `file` and a `purpose`');
  return { name: file.name, purpose, content: await file.text() };
}
