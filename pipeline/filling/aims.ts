import type { Case } from '../../core/case.ts';
import { inputText } from '../../core/case.ts';
import type { AimRecord } from '../../core/round-record.ts';
import type { Fillable } from '../../gaps/allocate.ts';
import { caseFeatures } from '../../gaps/case-features.ts';
import type { DiscoveredSlice } from '../../gaps/discover-slices.ts';
import { type CellStanding, isWeak } from '../../gaps/weigh-cells.ts';
import type { InCluster } from '../gaps/suite-clusters.ts';
import type { Gaps } from '../gaps.ts';

/** A weakness that training material is aimed at, and what is known of it. */
export interface Aim extends AimRecord, Fillable {}

/** The weak cells and the confirmed slices of a run; none where nothing is shown to be weak. */
export function aimsOf({ cells, slices, embedded }: Gaps): readonly Aim[] {
  return [
    ...cells.filter(isWeak).map(cellAim),
    ...slices.filter(({ isConfirmed }) => isConfirmed).map((slice) => sliceAim(slice, embedded)),
  ];
}

/** A synthetic edge case: its own generators make items for it; for any other aim seeds that are like it do. */
export function isEdgeCaseAim({ origin, edgeCase }: AimRecord): boolean {
  return origin === 'synthetic' && edgeCase !== null;
}

/**
 * Whether a case is one that an aim means, but for its origin. Looks at its cell, tags, right answer and words, and for a
 * cluster asks `inCluster`.
 */
export function isLikeAim(aim: AimRecord, inCluster: InCluster): (item: Case) => boolean {
  const { skill, edgeCase, label, tag, feature, embedder } = aim;
  if (embedder !== undefined) return inCluster(aim);
  return (item) =>
    (skill === null || item.cell.skill === skill) &&
    (edgeCase === null || item.cell.edgeCase === edgeCase) &&
    (label === null || labelOf(item) === label) &&
    (tag === null || item.tags.includes(tag)) &&
    (feature === null || hasFeature(item, feature));
}

/** What is kept of an aim. */
export function aimRecord({ shrunk: _, goal: _1, weight: _2, ...record }: Aim): AimRecord {
  return record;
}

function cellAim(cell: CellStanding): Aim {
  const { name, shrunk, goal, weight, skill, edgeCase, label, tag, origin } = cell;
  return { name, origin, skill, edgeCase, label, tag, feature: null, shrunk, goal, weight };
}

function sliceAim({ kind, name, origin, tested }: DiscoveredSlice, embedded: Gaps['embedded']): Aim {
  const { n, rate, rest } = tested;
  const padded = (rate * n + 1) / (n + 2);
  return {
    name: `${origin}/${name}`,
    origin,
    skill: null,
    edgeCase: null,
    label: null,
    tag: null,
    feature: name,
    ...(kind === 'cluster' && embedded !== null ? { embedder: embedded.embedder } : {}),
    shrunk: { mean: rate, sd: Math.sqrt((padded * (1 - padded)) / n) },
    goal: rest,
    weight: 1,
  };
}

function hasFeature(item: Case, feature: string): boolean {
  const { cell, tags, input } = item;
  const seen = { cell, tags, label: labelOf(item), text: inputText(input) };
  return caseFeatures(seen, new Set()).some(({ name }) => name === feature);
}

function labelOf({ expected }: Pick<Case, 'expected'>): string | null {
  return expected.kind === 'label' ? expected.label : null;
}
