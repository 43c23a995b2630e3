import type { Case } from '../core/case.ts';
import type { LoadedSource } from '../datasets/rows/load-rows.ts';
import type { VersionExtras } from '../datasets/version-manifest.ts';

/**
 * The sources whose rows cases descend from, with how many do: what the licence of a generated case follows. A parent that
 * is generated itself stands for its own parents; one that no source holds any more counts for none.
 */
export function parentSources(
  cases: readonly Case[],
  sources: readonly LoadedSource[],
): NonNullable<VersionExtras['parents']> {
  const made = new Map(cases.map((item) => [item.id, item]));
  const sourceOf = new Map(
    sources.toReversed().flatMap((source) => source.cases.map(({ id }) => [id, source] as const)),
  );
  const counts = new Map<LoadedSource, number>();
  for (const item of cases) {
    const found = new Set<LoadedSource>();
    const met = new Set<string>();
    const open = parentsOf(item);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (met.has(id)) continue;
      met.add(id);
      const source = sourceOf.get(id);
      const parent = made.get(id);
      if (source !== undefined) found.add(source);
      else if (parent !== undefined) open.push(...parentsOf(parent));
    }
    for (const source of found) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return sources.flatMap((source) => {
    const n = counts.get(source);
    const { name, licence, digest } = source;
    return n === undefined ? [] : [{ name, licence, digest, n }];
  });
}

function parentsOf({ provenance }: Case): string[] {
  return provenance.kind === 'generated' ? [...provenance.parents] : [];
}
