import { describe, expect, test } from 'vitest';
import { cosine } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import { ollamaEmbedder } from '../../models/embedders/ollama-embedder.ts';
import { embedderContract } from '../contract/embedder-contract.ts';

const host = process.env['OLLAMA_HOST'] ?? '';
const model = process.env['HELDOUT_LIVE_EMBEDDER'] ?? '';
const signal = new AbortController().signal;

if (host === '' || model === '') {
  console.log(
    'skipped: an Ollama of your own; OLLAMA_HOST says where it is and HELDOUT_LIVE_EMBEDDER which of its embedding models to ask',
  );
  test.skip('no OLLAMA_HOST and HELDOUT_LIVE_EMBEDDER', () => {});
} else {
  const open = () => ollamaEmbedder(model, { OLLAMA_HOST: host });
  embedderContract(`ollama:${model}`, open);

  describe(`ollama:${model}`, () => {
    test('a paraphrase in other words is nearer than another question', async () => {
      const embedder = await open();
      const [lost, missing, rate] = await embedder.embed(
        ['I lost my card', 'My card has gone missing', 'What is the exchange rate?'],
        signal,
      );
      if (lost === undefined || missing === undefined || rate === undefined)
        throw new Error('a vector is missing');
      expect(cosine(lost, missing)).toBeGreaterThan(cosine(lost, rate) + 0.2);
    });

    test('a text longer than any context is no reply, and is not cut', async () => {
      const embedder = await open();
      const long = 'The parcel has not arrived. '.repeat(100_000);
      const error = await embedder.embed([long], signal).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ReplyError);
      expect(await embedder.embed(['short'], signal)).toHaveLength(1);
    });
  });
}
