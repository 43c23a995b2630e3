import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

/** Refuses what the set already says: the first is kept, so one of two equals always stays. */
export const distinct: JudgePart = definePart({
  name: 'distinct',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const { provenance } = candidate;
      // What a model wrote several of at once is one cluster, and was not meant to differ in capitals alone.
      const isWritten = provenance.kind === 'generated' && provenance.model !== null;
      const excused = isWritten && context.claims.effect === null ? null : context.cluster;
      const other = context.duplicateOf(candidate, excused);
      return other === null
        ? accept('nothing in the set says the same')
        : reject('exact-dup', `says the same as case ${other}`);
    },
  }),
});
