import type { CaseId, Split } from '../core/case.ts';
import { groupBy } from '../core/group-by.ts';
import { entriesOf, splitsElsewhere, type VersionManifest } from './version-manifest.ts';

/** What changed from one frozen version to another. */
export interface VersionDiff {
  readonly from: number;
  readonly to: number;
  readonly added: readonly CaseId[];
  readonly removed: readonly CaseId[];
  /** The same input in the same cell, with another expected value. */
  readonly relabelled: readonly { readonly from: CaseId; readonly to: CaseId }[];
  /** The same input and expected value, in another cell. */
  readonly moved: readonly { readonly from: CaseId; readonly to: CaseId; readonly cell: string }[];
  /** Held-out cases whose input lies in another split afterwards, and such as came from one: neither added nor removed. */
  readonly resplit: readonly { readonly id: CaseId; readonly from: Split; readonly to: Split }[];
  readonly kept: number;
}

/**
 * Compares two versions of one suite by the digests that they hold. Versions of old do not know which rows lay in other
 * splits: what moved from or to one counts as added or removed.
 */
export function diffVersions(from: VersionManifest, to: VersionManifest): VersionDiff {
  const before = entriesOf(from);
  const after = entriesOf(to);
  const known = new Set(before.map((entry) => entry.id));
  const still = new Set(after.map((entry) => entry.id));
  const gone = new Map(before.filter((entry) => !still.has(entry.id)).map((entry) => [entry.id, entry]));
  const byInput = groupBy(gone.values(), (entry) => entry.input);
  const added: (typeof after)[number][] = [];
  const relabelled: { from: CaseId; to: CaseId }[] = [];
  const moved: { from: CaseId; to: CaseId; cell: string }[] = [];
  for (const entry of after.filter((item) => !known.has(item.id))) {
    const twins = (byInput.get(entry.input) ?? []).filter((twin) => gone.has(twin.id));
    const sameCell = twins.find((twin) => twin.cell === entry.cell);
    const other = sameCell ?? twins.find((twin) => twin.expected === entry.expected);
    if (other === undefined) added.push(entry);
    else if (sameCell !== undefined) relabelled.push({ from: other.id, to: entry.id });
    else moved.push({ from: other.id, to: entry.id, cell: entry.cell });
    if (other !== undefined) gone.delete(other.id);
  }
  const kept = after.filter((entry) => known.has(entry.id)).length;
  const [wasElsewhere, isElsewhere] = [splitsElsewhere(from), splitsElsewhere(to)];
  const came = (input: string) => wasElsewhere.get(input);
  const went = (input: string) => isElsewhere.get(input);
  return {
    from: from.version,
    to: to.version,
    added: added.filter(({ input }) => came(input) === undefined).map(({ id }) => id),
    removed: [...gone.values()].filter(({ input }) => went(input) === undefined).map(({ id }) => id),
    relabelled,
    moved,
    resplit: [
      ...[...gone.values()].flatMap(({ id, input }) => {
        const split = went(input);
        return split === undefined ? [] : [{ id, from: 'heldout' as const, to: split }];
      }),
      ...added.flatMap(({ id, input }) => {
        const split = came(input);
        return split === undefined ? [] : [{ id, from: split, to: 'heldout' as const }];
      }),
    ],
    kept,
  };
}
