import { setMaxListeners } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cosine, type Embedder } from '../../core/embedding.ts';

const never = new AbortController().signal;
// Calls share it, as those of a command do.
setMaxListeners(0, never);

/** Holds any embedder to what curation relies on. */
export function embedderContract(name: string, open: () => Promise<Embedder>): void {
  const opened = async () => {
    const embedder = await open();
    onTestFinished(() => embedder.close?.());
    return embedder;
  };

  describe(`${name} is an embedder`, () => {
    test('gives a vector of unit length for each text, in order; equal texts have equal vectors', async () => {
      const embedder = await opened();
      const texts = [
        'I lost my card.',
        'Ποιος είναι; \u{1F600}',
        'What is the exchange rate?',
        'I lost my card.',
      ];
      const vectors = await embedder.embed(texts, never);
      expect(vectors).toHaveLength(4);
      expect(new Set(vectors.map(({ length }) => length)).size).toBe(1);
      for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 4);
      const [first, second, third, fourth] = vectors;
      if (!first || !second || !third || !fourth) throw new Error('a vector is missing');
      expect(fourth).toEqual(first);
      expect(cosine(first, second)).toBeLessThan(0.95);
      expect(cosine(first, third)).toBeLessThan(0.95);
    });

    test('many texts keep their order', async () => {
      const embedder = await opened();
      const texts = Array.from({ length: 150 }, (_, i) => `text ${i} of ${i % 7} kinds`);
      const vectors = await embedder.embed(texts, never);
      const [alone] = await embedder.embed(['text 137 of 4 kinds'], never);
      const last = vectors[137];
      if (alone === undefined || last === undefined) throw new Error('a vector is missing');
      expect(vectors).toHaveLength(150);
      expect(cosine(alone, last)).toBeCloseTo(1, 3);
    });

    test('a blank text is near to nothing, and no text is no work', async () => {
      const embedder = await opened();
      expect(await embedder.embed([], never)).toEqual([]);
      const [word, blank] = await embedder.embed(['word', ' \n'], never);
      if (word === undefined || blank === undefined) throw new Error('a vector is missing');
      expect(cosine(word, blank)).toBe(0);
    });

    test('a blank text is also near to nothing where it comes first', async () => {
      const embedder = await opened();
      const [blank] = await embedder.embed(['\t'], never);
      const [word] = await embedder.embed(['word'], never);
      if (word === undefined || blank === undefined) throw new Error('a vector is missing');
      expect([cosine(word, blank), cosine(blank, word), cosine(blank, blank)]).toEqual([0, 0, 0]);
    });

    test('a text of one character has a vector', async () => {
      const embedder = await opened();
      const vectors = await embedder.embed(['汪', '?', 'a', '\u{1F600}', '5'], never);
      for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 4);
    });

    test('an aborted call is not made', async () => {
      const embedder = await opened();
      const controller = new AbortController();
      controller.abort(new Error('enough'));
      await expect(embedder.embed(['word'], controller.signal)).rejects.toThrow('enough');
    });
  });
}
