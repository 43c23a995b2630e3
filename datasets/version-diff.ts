import type { CaseId } from '../core/case.ts';
import { groupBy } from '../core/group-by.ts';
import type { VersionManifest } from './versions.ts';

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
  readonly kept: number;
}

interface Entry {
  readonly id: CaseId;
  readonly input: string;
  readonly expected: string;
  readonly cell: string;
}

/** Compares two versions of one suite by the digests that they hold. */
export function diffVersions(from: VersionManifest, to: VersionManifest): VersionDiff {
  const before = entries(from);
  const after = entries(to);
  const known = new Set(before.map((entry) => entry.id));
  const still = new Set(after.map((entry) => entry.id));
  const gone = new Map(before.filter((entry) => !still.has(entry.id)).map((entry) => [entry.id, entry]));
  const byInput = groupBy(gone.values(), (entry) => entry.input);
  const added: CaseId[] = [];
  const relabelled: { from: CaseId; to: CaseId }[] = [];
  const moved: { from: CaseId; to: CaseId; cell: string }[] = [];
  for (const entry of after.filter((item) => !known.has(item.id))) {
    const twins = (byInput.get(entry.input) ?? []).filter((twin) => gone.has(twin.id));
    const sameCell = twins.find((twin) => twin.cell === entry.cell);
    const other = sameCell ?? twins.find((twin) => twin.expected === entry.expected);
    if (other === undefined) added.push(entry.id);
    else if (sameCell !== undefined) relabelled.push({ from: other.id, to: entry.id });
    else moved.push({ from: other.id, to: entry.id, cell: entry.cell });
    if (other !== undefined) gone.delete(other.id);
  }
  const kept = after.filter((entry) => known.has(entry.id)).length;
  return { from: from.version, to: to.version, added, removed: [...gone.keys()], relabelled, moved, kept };
}

function entries(manifest: VersionManifest): readonly Entry[] {
  return manifest.cases.map((line) => {
    const [id = '', input = '', expected = '', index = ''] = line.split(' ');
    const cell = manifest.cells[Number(index)];
    const name =
      cell === undefined
        ? ''
        : `${cell.origin}/${cell.skill}${cell.edgeCase === null ? '' : `/${cell.edgeCase}`}`;
    return { id, input, expected, cell: name };
  });
}
