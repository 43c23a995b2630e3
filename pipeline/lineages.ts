import { HeldoutError, type Place, type Problem } from '../core/errors.ts';
import type { Lineage, ModelUse } from '../core/suite.ts';
import { askMetadata } from '../models/ask-metadata.ts';
import type { ModelMetadata } from '../models/gguf/gguf-metadata.ts';
import { resolveLineage } from '../models/lineage.ts';
import { metadataLineage } from '../models/metadata-lineage.ts';
import { parseModelRef } from '../models/model-ref.ts';

/** Where models come from; each model is asked once. */
export interface Lineages {
  /**
   * The lineage of a model, or what is wrong with it, at `place`: LINEAGE_UNKNOWN, MODEL_REF, MODEL_FILE. Model files
   * start in `folder`, an absolute path.
   */
  of(
    use: ModelUse,
    folder: string,
    place: Place | null,
  ): Promise<Lineage | { readonly problems: readonly Problem[] }>;
}

/** Asks the files and servers that can tell; see {@link askMetadata}. */
export function createLineages(env: NodeJS.ProcessEnv): Lineages {
  const asked = new Map<string, Promise<ModelMetadata | null>>();
  const metadataOf = (text: string, folder: string) => {
    const key = JSON.stringify([text, folder]);
    const known = asked.get(key) ?? askMetadata(parseModelRef(text), { env, folder });
    asked.set(key, known);
    return known;
  };
  return {
    async of(use, folder, place) {
      try {
        const metadata = await metadataOf(use.use, folder);
        return resolveLineage(use, metadata === null ? null : metadataLineage(metadata));
      } catch (error) {
        if (!(error instanceof HeldoutError)) throw error;
        return { problems: error.problems.map((problem) => ({ ...problem, place: problem.place ?? place })) };
      }
    },
  };
}
