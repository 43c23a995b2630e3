import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../../core/errors.ts';
import { ReplyError } from '../../../../core/model.ts';
import { llamaCppEmbedder } from '../../../../models/embedders/llama-cpp-embedder.ts';
import { fakeEmbeddingModel } from './fake-embedding-model.ts';

const never = new AbortController().signal;

describe('llama.cpp embeddings', () => {
  test('one text at a time, with the threads and the context asked for', async () => {
    const fake = fakeEmbeddingModel();
    const embedder = await llamaCppEmbedder('llama-cpp:a.gguf', 'a.gguf', {
      contextTokens: 512,
      load: fake.load,
    });
    await Promise.all([embedder.embed(['a', 'b'], never), embedder.embed(['c', 'd'], never)]);
    expect(fake.log.mostAtOnce).toBe(1);
    expect(fake.log.texts.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(fake.log.options).toEqual([{ threads: 1, contextSize: 512 }]);
  });

  test('a text that the model refuses is no reply, and the next one is embedded', async () => {
    const fake = fakeEmbeddingModel({ refuses: 'long' });
    const embedder = await llamaCppEmbedder('llama-cpp:a.gguf', 'a.gguf', { load: fake.load });
    const error = await embedder.embed(['short', 'long'], never).catch((thrown: unknown) => thrown);
    expect(error instanceof ReplyError && error.fault).toBe('protocol');
    expect(String(error)).toContain('Input is longer');
    expect(await embedder.embed(['short'], never)).toHaveLength(1);
  });

  test('a model that gives no embeddings is named, and freed', async () => {
    const fake = fakeEmbeddingModel({ hasContext: false });
    const error = await llamaCppEmbedder('llama-cpp:a.gguf', 'a.gguf', { load: fake.load }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error instanceof HeldoutError && error.problems[0]).toMatchObject({
      code: 'MODEL_FILE',
      place: { file: 'a.gguf' },
    });
    expect(fake.log.freed).toEqual(['model']);
  });

  test('an abort ends the call at once, and texts that wait are not begun', async () => {
    const fake = fakeEmbeddingModel({ hangs: true });
    const embedder = await llamaCppEmbedder('llama-cpp:a.gguf', 'a.gguf', { load: fake.load });
    const controller = new AbortController();
    const calls = [embedder.embed(['a'], controller.signal), embedder.embed(['b'], controller.signal)];
    setTimeout(() => controller.abort(new Error('enough')), 20);
    for (const call of calls) await expect(call).rejects.toThrow('enough');
    fake.finish();
    await embedder.close?.();
    expect(fake.log.texts).toEqual(['a']);
    expect(fake.log.freed).toEqual(['context', 'model']);
  });
});
