import type { Case, CaseInput, ClusterId, Provenance, Ruling, Verdict } from '../../core/case.ts';
import { LineageGraph } from '../../curation/lineage-graph.ts';
import { contaminationGuard } from '../../curation/training-refusals.ts';
import { accept, reject } from '../../judges/admission/ruling.ts';
import { casesOf, type RealData } from '../load-dataset.ts';

/** What the guard reads of something to be trained on. */
export interface Guarded {
  readonly input: CaseInput;
  readonly answer?: string;
  readonly rationale?: string | null;
  readonly rejected?: string | null;
  readonly cluster: ClusterId;
  readonly provenance: Provenance;
}

/** Refuses what is related to, or comes too near to, what is held out; signed as `heldout-guard`. */
export type HeldoutGuard = (item: Guarded) => Verdict;

/**
 * Guards the held-out side of a suite: its real rows, its generated cases, and the seeds, rows and documents that
 * held-out cases are made of, and the protected rows. A relative is refused as `lineage`: one whose parent is held out, has a held-out relative
 * or is not known, or whose cluster lies on that side. A text that overlaps is refused as `contam`.
 */
export function heldoutGuard(real: RealData, generated: readonly Case[]): HeldoutGuard {
  const cases = [...casesOf(real.heldout), ...casesOf(real.probe), ...casesOf(real.seeds), ...generated];
  const graph = new LineageGraph(cases);
  const guarded = cases.filter(({ id }) => graph.splitOf(id) !== 'train');
  const overlap = contaminationGuard([...guarded, ...real.guarded]);
  const material = [...real.unlabelled, ...real.documents.map(({ id, split }) => ({ cluster: id, split }))];
  const clusters = new Set(
    [...guarded, ...material.filter(({ split }) => split !== 'train')].map(({ cluster }) => cluster),
  );
  const tainted = (parent: string): string | null => {
    if (graph.splitOf(parent) === null) return `nobody knows its parent ${parent}`;
    const kin = graph.protectedRelative(parent);
    return kin === null ? null : `its parent ${parent} is related to the held-out ${kin.id}`;
  };
  const ruling = ({ input, answer, rationale, rejected, cluster, provenance }: Guarded): Ruling => {
    for (const parent of provenance.kind === 'generated' ? provenance.parents : []) {
      const reason = tainted(parent);
      if (reason !== null) return reject('lineage', reason);
    }
    if (clusters.has(cluster)) return reject('lineage', `its cluster ${cluster} lies on the held-out side`);
    const beside = [rationale, rejected].filter((text) => typeof text === 'string');
    const refusal = overlap({ input, ...(answer === undefined ? {} : { answer }), beside });
    return refusal === null
      ? accept('nothing that is held out is like it, or related to it')
      : reject(refusal.code, refusal.reason);
  };
  return (item) => ({ ...ruling(item), by: 'heldout-guard', version: '2', lineage: null });
}
