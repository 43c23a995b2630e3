import { describe, expect, inject, test } from 'vitest';
import { ReplyError } from '../../core/model.ts';
import { ollamaEmbedder } from '../../models/embedders/ollama-embedder.ts';
import { skippedLoudly } from './skipped-loudly.ts';

const signal = new AbortController().signal;

skippedLoudly('embeddings of a real Ollama', inject('ollama'), (url) => {
  describe('ollama:minilm', () => {
    test('a text longer than any context is no reply, and is not cut', async () => {
      const embedder = await ollamaEmbedder('minilm', { OLLAMA_HOST: url });
      const long = 'The parcel has not arrived. '.repeat(100_000);
      const error = await embedder.embed([long], signal).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ReplyError);
      expect(await embedder.embed(['short'], signal)).toHaveLength(1);
    });
  });
});
