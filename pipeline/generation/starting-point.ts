import { type Case, cellName, type Reject } from '../../core/case.ts';
import {
  localPartState,
  readGeneratedCases,
  readLocalManifest,
  readRejects,
} from '../../datasets/generated-cases.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** What there is before the first proposal. */
export interface StartingPoint {
  readonly cases: readonly Case[];
  readonly rejects: readonly Reject[];
  readonly seed: number;
  /** What was taken out or is made anew, and why. */
  readonly notes: readonly string[];
}

/** The seed that was asked for, and whether to forget what was made before. */
interface StartOptions {
  readonly seed?: number;
  readonly fresh?: boolean;
}

/**
 * The cases to start from. Those of cells that are gone are left out. A local part has one seed, or it could not be
 * made again: one that is not what local.json says, or that would grow under another seed, is made anew.
 */
export function startingPoint(loaded: LoadedSuite, options: StartOptions): StartingPoint {
  const { paths, suite } = loaded;
  const manifest = readLocalManifest(paths);
  const seed = options.seed ?? manifest?.seed ?? 0;
  if (options.fresh === true) return { cases: [], rejects: [], seed, notes: [] };
  const quotas = new Map<string, number>(
    suite.skills.flatMap((skill) =>
      skill.edgeCases.map((edge) => [`${skill.id}/${edge.id}`, edge.quota] as const),
    ),
  );
  const isDeclared = (item: Case | Reject) => (quotas.get(cellName(item.cell)) ?? 0) > 0;
  const all = { cases: readGeneratedCases(paths), rejects: readRejects(paths).filter(isGeneratedReject) };
  const cases = all.cases.filter(isDeclared);
  const rejects = all.rejects.filter(isDeclared);
  const gone = all.cases.length - cases.length;
  const notes = gone === 0 ? [] : [`${gone} cases of cells that the suite no longer declares were taken out`];
  const isFull = [...quotas].every(
    ([cell, quota]) => cases.filter((item) => cellName(item.cell) === cell).length >= quota,
  );
  const differs = localPartState(paths) === 'differs';
  if (!differs && (isFull || manifest === null || seed === manifest.seed)) {
    return { cases, rejects, seed: isFull ? (manifest?.seed ?? seed) : seed, notes };
  }
  const why = differs
    ? 'it was not what local.json says'
    : `it was made with the seed ${manifest?.seed ?? 'unknown'}`;
  return {
    cases: cases.filter((item) => item.provenance.copyable),
    rejects: rejects.filter((item) => item.provenance.copyable),
    seed,
    notes: [...notes, `the local part was made anew: ${why}`],
  };
}

/** Equal real rows are counted afresh each time. */
function isGeneratedReject(item: Reject): boolean {
  return item.provenance.kind === 'generated';
}
