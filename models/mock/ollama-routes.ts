import { z } from 'zod';
import { ollamaEmbeddings } from './embeddings.ts';
import { unknownModelReply } from './errors.ts';
import { jsonReply, type MockReply, type MockRequest } from './mock-request.ts';
import { ollamaReply, readOllamaChat, readOllamaGenerate, showReply, tagsReply } from './ollama-api.ts';
import type { Replying } from './replying.ts';
import type { Route } from './route.ts';

const modelSchema = z.object({ model: z.string() });

/** Ollama's wire formats. */
export function ollamaRoutes(replying: Replying): readonly Route[] {
  const { listed, knows, seed } = replying;
  const said = (kind: 'chat' | 'generate', request: MockRequest) =>
    replying.reply('ollama', request, (asked, answer) => ollamaReply(kind, asked, answer));
  const ofKnown = (body: unknown, reply: (model: string) => MockReply) => {
    const { model } = modelSchema.parse(body);
    return knows(model) ? reply(model) : unknownModelReply('ollama', model);
  };
  return [
    ['POST', /^\/api\/chat$/, ({ body }) => said('chat', readOllamaChat(body))],
    ['POST', /^\/api\/generate$/, ({ body }) => said('generate', readOllamaGenerate(body))],
    ['POST', /^\/api\/embed$/, ({ body }) => ofKnown(body, () => ollamaEmbeddings(body, seed, 'embed'))],
    [
      'POST',
      /^\/api\/embeddings$/,
      ({ body }) => ofKnown(body, () => ollamaEmbeddings(body, seed, 'embeddings')),
    ],
    ['POST', /^\/api\/show$/, ({ body }) => ofKnown(body, showReply)],
    ['GET', /^\/api\/tags$/, () => tagsReply(listed)],
    ['GET', /^\/api\/version$/, () => jsonReply({ version: '0.0.0-mock' })],
  ];
}
