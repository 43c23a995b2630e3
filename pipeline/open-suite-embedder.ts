import type { Embedder } from '../core/embedding.ts';
import { fault } from '../core/errors.ts';
import { openEmbedder } from '../models/embedders/open-embedder.ts';
import type { LoadedSuite } from './load-suite.ts';

/**
 * Opens `models.embedder`; null where the suite names none. Embeddings are not recorded: in a replay only `lexical`, which
 * asks nobody, can be had. Throws CASSETTE for any other, and what opening an embedder throws.
 */
export async function openSuiteEmbedder({
  suite,
  session,
  folder,
  parsed,
}: LoadedSuite): Promise<Embedder | null> {
  const { embedder } = suite.models;
  if (embedder === undefined) return null;
  if (session.tape?.mode === 'replay' && embedder !== 'lexical')
    throw fault('CASSETTE', `the embedder ${embedder} cannot be replayed: embeddings are not recorded`, {
      place: parsed.locate(['models', 'embedder']),
      hint: 'leave it out for the replay (`gaps --no-clusters` does not ask it), or take `embedder: lexical`',
    });
  return openEmbedder(embedder, { env: process.env, folder });
}
