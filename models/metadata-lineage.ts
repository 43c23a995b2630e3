import type { Lineage } from '../core/suite.ts';
import type { ModelMetadata } from './gguf/gguf-metadata.ts';
import { knownLineage } from './lineage.ts';

/**
 * Where a model comes from by what it says of itself: its own name first, then the models it was made from
 * (`general.base_model.*`, Ollama's `parent_model`), which become its base. The architecture counts only where nothing
 * else is known, and never `llama`: that is also the form of models that have nothing to do with Llama, such as SmolLM.
 * Null where the metadata name nothing that is known.
 */
export function metadataLineage(metadata: ModelMetadata): Lineage | null {
  const named = (key: string) => known(metadata.get(key));
  const own = named('general.basename') ?? named('general.name') ?? null;
  const made = [...metadata.keys()].filter((key) => /^general\.base_model\.\d+\.name$/.test(key));
  const bases = [...made, 'parent_model'].flatMap((key) => named(key) ?? []);
  const base = [...new Set(bases.map(({ family }) => family))].join(', ');
  if (own !== null) return base === '' || base === own.family ? own : { ...own, base: own.base ?? base };
  const [first] = bases;
  if (first !== undefined) return { vendor: first.vendor, family: first.family, base, teacher: null };
  const architecture = metadata.get('general.architecture');
  return architecture === 'llama' ? null : known(architecture);
}

function known(name: string | number | boolean | undefined): Lineage | null {
  return typeof name === 'string' && name !== '' ? knownLineage(name) : null;
}
