import { setMaxListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldoutError, InfrastructureError } from '../../core/errors.ts';
import { ReplyError } from '../../core/model.ts';
import { compatibleServer, openaiServer } from '../../models/clients/openai-server.ts';
import { lexicalEmbedder } from '../../models/embedders/lexical-embedder.ts';
import { llamaCppEmbedder } from '../../models/embedders/llama-cpp-embedder.ts';
import { ollamaEmbedder } from '../../models/embedders/ollama-embedder.ts';
import { openEmbedder } from '../../models/embedders/open-embedder.ts';
import { serverEmbedder } from '../../models/embedders/server-embedder.ts';
import {
  loopbackProvider,
  type Reaction,
  type SeenRequest,
} from '../fixtures/providers/loopback-provider.ts';
import { fakeEmbeddingModel } from '../unit/models/embedders/fake-embedding-model.ts';
import { embedderContract } from './embedder-contract.ts';

const never = new AbortController().signal;
// Calls share it, as those of a command do.
setMaxListeners(0, never);
const key = 'sk-SECRET-4711';

/** A vector that tells texts apart by their letters. */
const vectorOf = (text: string) => {
  const vector = Array.from({ length: 16 }, () => 0.01);
  for (const [index, letter] of [...text].entries())
    vector[((letter.codePointAt(0) ?? 0) * 7 + index * 3) % 16] = 1 + (vector[index % 16] ?? 0);
  return vector;
};
const textsOf = ({ body }: SeenRequest): readonly string[] => {
  const input = body['input'];
  return Array.isArray(input) ? input.map(String) : [];
};
const openaiReply = (request: SeenRequest) => ({
  // As servers that work in parallel do.
  data: textsOf(request)
    .map((text, index) => ({ index, embedding: vectorOf(text) }))
    .reverse(),
});
const ollamaReply = (request: SeenRequest) => ({ embeddings: textsOf(request).map(vectorOf) });

async function provider(react: (request: SeenRequest, call: number) => Reaction) {
  const started = await loopbackProvider(react);
  onTestFinished(() => started.close());
  return started;
}
type Options = { readonly retries?: number };
const openai = async (react: (request: SeenRequest, call: number) => Reaction, options?: Options) => {
  const server = await provider(react);
  const asked = openaiServer('small', { OPENAI_API_KEY: key }, server.url);
  return { server, embedder: await serverEmbedder(asked, options) };
};
const ollama = async (react: (request: SeenRequest, call: number) => Reaction, options?: Options) => {
  const server = await provider(react);
  return { server, embedder: await ollamaEmbedder('small', { OLLAMA_HOST: server.url }, options) };
};

embedderContract('lexical', async () => lexicalEmbedder());
embedderContract(
  'openai',
  async () => (await openai((request) => ({ json: openaiReply(request) }))).embedder,
);
embedderContract('openai-compatible', async () => {
  const server = await provider((request) => ({ json: openaiReply(request) }));
  return serverEmbedder(compatibleServer('small', server.url, {}));
});
embedderContract(
  'ollama',
  async () => (await ollama((request) => ({ json: ollamaReply(request) }))).embedder,
);
embedderContract('llama-cpp', () =>
  llamaCppEmbedder('llama-cpp:a.gguf', 'a.gguf', { load: fakeEmbeddingModel().load }),
);

describe.each([
  [
    'openai',
    openai,
    openaiReply,
    (vectors: unknown[]) => ({ data: vectors.map((embedding) => ({ embedding })) }),
  ],
  ['ollama', ollama, ollamaReply, (vectors: unknown[]) => ({ embeddings: vectors })],
] as const)('%s embeddings over the wire', (_, open, reply, replyOf) => {
  test('at most 64 texts a call, blank ones not at all', async () => {
    const { embedder, server } = await open((request) => ({ json: reply(request) }));
    await embedder.embed([...Array.from({ length: 130 }, (__, i) => `t${i}`), ' '], never);
    expect(server.seen.map((request) => textsOf(request).length)).toEqual([64, 64, 2]);
  });

  test('no text and blank ones are no call', async () => {
    const { embedder, server } = await open((request) => ({ json: reply(request) }));
    await embedder.embed([], never);
    await embedder.embed(['', ' \n\u3000'], never);
    expect(server.seen).toEqual([]);
  });

  test('a busy server is asked again', async () => {
    const { embedder, server } = await open((request, call) =>
      call === 0
        ? { json: { error: 'busy' }, status: 429, headers: { 'retry-after': '0' } }
        : { json: reply(request) },
    );
    // Ollama's package hides the header: its retry waits half a second.
    expect(await embedder.embed(['a'], never)).toHaveLength(1);
    expect(server.seen).toHaveLength(2);
  });

  test('a server that is not there, or breaks off, is a fault of infrastructure', async () => {
    const { embedder, server } = await open(() => 'reset', { retries: 0 });
    await expect(embedder.embed(['a'], never)).rejects.toBeInstanceOf(InfrastructureError);
    await server.close();
    await expect(embedder.embed(['a'], never)).rejects.toBeInstanceOf(InfrastructureError);
  });

  test('what is no JSON is no reply', async () => {
    const { embedder } = await open(() => ({ text: '<html>hello</html>' }));
    const error = await embedder.embed(['a'], never).catch((thrown: unknown) => thrown);
    expect(error instanceof ReplyError && error.fault).toBe('protocol');
  });

  test('a model that is not there is named', async () => {
    const { embedder } = await open(() => ({ json: { error: { message: 'not found' } }, status: 404 }));
    const error = await embedder.embed(['a'], never).catch((thrown: unknown) => thrown);
    expect(error instanceof HeldoutError && error.problems[0].code).toBe('MODEL_UNKNOWN');
  });

  test('what is no vector for each text is no reply', async () => {
    for (const json of [
      { hello: 'world' },
      replyOf([]),
      replyOf([
        [1, 0],
        [0, 1],
        [1, 1],
      ]),
      replyOf([
        [1, 0],
        [0, 1, 1],
      ]),
      replyOf([
        [0, 0],
        [0, 0],
      ]),
      replyOf([[], []]),
      replyOf([['1'], ['2']]),
      replyOf([[1, null], [1]]),
      replyOf(['AACAPw==', 'AACAPw==']),
    ]) {
      const { embedder } = await open(() => ({ json }));
      const error = await embedder.embed(['a', 'b'], never).catch((thrown: unknown) => thrown);
      expect(error instanceof ReplyError && error.fault, JSON.stringify(json)).toBe('protocol');
    }
  });

  test('an abort ends a call that hangs', async () => {
    const { embedder } = await open(() => 'hang');
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(embedder.embed(['a'], controller.signal)).rejects.toThrow('enough');
  });
});

test.each([
  [0, 0],
  [1, 2],
  [-1, 0],
  [0, 0.5],
])('vectors of the texts %d and %d of two are no reply', async (one, other) => {
  const data = [one, other].map((index) => ({ index, embedding: [1] }));
  const { embedder } = await openai(() => ({ json: { data } }));
  await expect(embedder.embed(['a', 'b'], never)).rejects.toThrow(/one text each/);
});

test('a key is in no error', async () => {
  for (const status of [401, 403, 404, 429, 500]) {
    const { embedder } = await openai(
      () => ({ json: { error: { message: 'no', code: 'invalid_api_key' } }, status }),
      { retries: 0 },
    );
    const error = await embedder.embed(['a'], never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(key);
  }
  const { embedder } = await openai(() => ({
    json: { error: { message: `Incorrect API key provided: ${key}` } },
    status: 401,
  }));
  const error = await embedder.embed(['a'], never).catch((thrown: unknown) => thrown);
  expect(error instanceof HeldoutError && error.problems[0].code).toBe('MODEL_AUTH');
  expect(JSON.stringify(error instanceof HeldoutError && error.problems)).not.toContain(key);
  expect(String(error)).not.toContain(key);
});

test('OPENAI_API_KEY goes to OpenAI alone', async () => {
  const before = process.env['OPENAI_API_KEY'];
  onTestFinished(() => {
    if (before === undefined) delete process.env['OPENAI_API_KEY'];
    else process.env['OPENAI_API_KEY'] = before;
  });
  process.env['OPENAI_API_KEY'] = key;
  const own = await openai((request) => ({ json: openaiReply(request) }));
  await own.embedder.embed(['a'], never);
  expect(own.server.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`]);
  const other = await provider((request) => ({
    json: request.path.endsWith('/embeddings') ? openaiReply(request) : ollamaReply(request),
  }));
  const env = { OPENAI_API_KEY: key, OLLAMA_HOST: other.url, HELDOUT_API_KEY: 'own-key' };
  for (const ref of [`openai-compatible:e5@${other.url}/v1`, 'ollama:minilm'])
    await (await openEmbedder(ref, { env, folder: '/' })).embed(['a'], never);
  expect(other.seen.map(({ path }) => path)).toEqual(['/v1/embeddings', '/api/embed']);
  expect(other.seen[0]?.headers.authorization).toBe('Bearer own-key');
  expect(JSON.stringify(other.seen)).not.toContain(key);
});

test('Ollama is not to cut what is too long', async () => {
  const { embedder, server } = await ollama((request) => ({ json: ollamaReply(request) }));
  await embedder.embed(['a'], never);
  expect(server.seen[0]?.body).toEqual({ model: 'small', input: ['a'], truncate: false });
});

test('refs open what they name; what has no embeddings is refused', async () => {
  const options = { env: { OPENAI_API_KEY: key }, folder: '/' };
  const idOf = async (ref: string) => (await openEmbedder(ref, options)).id;
  expect(await idOf('lexical')).toBe('lexical');
  expect(await idOf('openai:text-embedding-3-small')).toBe('openai:text-embedding-3-small');
  expect(await idOf('ollama:minilm')).toBe('ollama:minilm');
  expect(await idOf('openai-compatible:e5@http://h/v1')).toBe('openai-compatible:e5@http://h/v1');
  const codeOf = async (ref: string, env = {}) => {
    const error = await openEmbedder(ref, { env, folder: '/' }).catch((thrown: unknown) => thrown);
    return error instanceof HeldoutError ? error.problems[0].code : String(error);
  };
  expect(await codeOf('anthropic:claude')).toBe('MODEL_REF');
  expect(await codeOf('module:./x.ts')).toBe('MODEL_REF');
  expect(await codeOf('openai:x')).toBe('MODEL_KEY');
  expect(await codeOf('llama-cpp:./none.gguf')).toBe('MODEL_FILE');
  expect(await codeOf('llama-cpp:./none.gguf?lora=a.gguf')).toBe('MODEL_REF');
});
