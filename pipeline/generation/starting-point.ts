import { type Case, cellName, type Reject } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import {
  localPartState,
  readGeneratedCases,
  readLocalManifest,
  readRejects,
} from '../../datasets/generated-cases.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { readsAttributes } from '../planning/attribute-problems.ts';
import { attributesOf, valuesOf } from '../planning/plan-cells.ts';

/** What there is before the first proposal. */
export interface StartingPoint {
  readonly cases: readonly Case[];
  readonly rejects: readonly Reject[];
  readonly seed: number;
  /** Whether cases are made again that people may have spoken of, and not only topped up. */
  readonly isAnew: boolean;
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
  if (options.fresh === true) return { cases: [], rejects: [], seed, isAnew: true, notes: [] };
  const quotas = new Map<string, number>(
    suite.skills.flatMap((skill) =>
      skill.edgeCases.map((edge) => [`${skill.id}/${edge.id}`, edge.quota] as const),
    ),
  );
  const isDeclared = declaredCells(loaded, seed);
  const all = { cases: readGeneratedCases(paths), rejects: readRejects(paths).filter(isGeneratedReject) };
  const cases = all.cases.filter(isDeclared);
  const rejects = all.rejects.filter(isDeclared);
  const gone = all.cases.length - cases.length;
  const notes =
    gone === 0
      ? []
      : [
          `${counted(gone, 'case of cells that the suite no longer declares was', 'cases of cells that the suite no longer declares were')} taken out`,
        ];
  const isFull = [...quotas].every(
    ([cell, quota]) => cases.filter((item) => cellName(item.cell) === cell).length >= quota,
  );
  const state = localPartState(paths);
  const differs = state === 'differs';
  const isAnew = differs || state === 'missing' || all.cases.length === 0;
  if (!differs && (isFull || manifest === null || seed === manifest.seed)) {
    return { cases, rejects, seed: isFull ? (manifest?.seed ?? seed) : seed, isAnew, notes };
  }
  const why = differs
    ? 'it was not what local.json says'
    : `it was made with the seed ${manifest?.seed ?? 'unknown'}`;
  return {
    cases: cases.filter((item) => item.provenance.copyable),
    rejects: rejects.filter((item) => item.provenance.copyable),
    seed,
    isAnew: true,
    notes: [...notes, `the local part was made anew: ${why}`],
  };
}

/** Equal real rows are counted afresh each time. */
function isGeneratedReject(item: Reject): boolean {
  return item.provenance.kind === 'generated';
}

/** Cells with a quota, and of their attributes the values that are still named. */
function declaredCells({ suite, registry }: LoadedSuite, seed: number): (item: Case | Reject) => boolean {
  const values = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>(
    suite.skills.flatMap((skill) =>
      skill.edgeCases
        .filter(({ quota }) => quota > 0)
        .map((edgeCase) => {
          const declared = Object.entries(attributesOf(suite, edgeCase, readsAttributes(registry)));
          const own = new Map(declared.map(([name, of]) => [name, new Set(valuesOf(of, seed))]));
          return [`${skill.id}/${edgeCase.id}`, own] as const;
        }),
    ),
  );
  return ({ cell }) => {
    const declared = values.get(cellName(cell));
    if (declared === undefined) return false;
    const { attributes = {} } = cell;
    const names = Object.keys(attributes);
    return (
      names.length === declared.size && names.every((name) => declared.get(name)?.has(attributes[name] ?? ''))
    );
  };
}
