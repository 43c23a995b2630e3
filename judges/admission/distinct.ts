import type { NearDuplicate } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

/**
 * Refuses what the set already says, or nearly says: the first is kept, so one of two always stays. The reject names its
 * nearest neighbour and how alike the two are.
 */
export const distinct: JudgePart = definePart({
  name: 'distinct',
  version: '2',
  options: noOptions,
  create: () => ({
    async assess(candidate, context, signal) {
      const { provenance } = candidate;
      // What a model wrote several of at once is one cluster, and was not meant to differ in capitals alone.
      const isWritten = provenance.kind === 'generated' && provenance.model !== null;
      const excused = isWritten && context.claims.effect === null ? null : context.cluster;
      const same = context.duplicateOf(candidate, excused);
      if (same !== null)
        return reject('exact-dup', `says the same as case ${same}`, { id: same, measure: 'exact', value: 1 });
      const near = await context.nearDuplicateOf(candidate, signal);
      if (near === null) return accept('nothing in the set says the same');
      const { code, id, measure, value } = near;
      const reason = `says nearly the same as case ${id}: ${words[measure]} ${value.toFixed(2)}`;
      return reject(code, reason, { id, measure, value });
    },
  }),
});

const words: Readonly<Record<NearDuplicate['measure'], string>> = {
  exact: 'the same words,',
  'rouge-l': 'ROUGE-L',
  characters: 'Jaccard of character 5-grams',
  words: 'Jaccard of word 5-grams',
  meaning: 'cosine of embeddings',
};
