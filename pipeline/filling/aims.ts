import type { Case } from '../../core/case.ts';
import { inputText } from '../../core/case.ts';
import type { Fillable } from '../../gaps/allocate.ts';
import { caseFeatures } from '../../gaps/case-features.ts';
import type { DiscoveredSlice } from '../../gaps/discover-slices.ts';
import { type CellStanding, isWeak } from '../../gaps/weigh-cells.ts';
import type { Gaps } from '../gaps.ts';

/** A weakness that training material is aimed at: what is known of it, and which seeds are like it. */
export interface Aim extends Fillable {
  /** A cell whose own generators make items for it; null: seeds that are like it do. */
  readonly edgeCase: { readonly skill: string; readonly edgeCase: string } | null;
  /** Looks at what a seed is: its cell, its tags, its right answer, its words. Never at a held-out text. */
  isLike(seed: Case): boolean;
}

/** The weak cells and the confirmed slices of a run; none where nothing is shown to be weak. */
export function aimsOf({ cells, slices }: Gaps): readonly Aim[] {
  return [
    ...cells.filter(isWeak).map(cellAim),
    ...slices.filter(({ isConfirmed }) => isConfirmed).map(sliceAim),
  ];
}

function cellAim(cell: CellStanding): Aim {
  const { name, shrunk, goal, weight, skill, edgeCase, label, tag, origin } = cell;
  return {
    name,
    shrunk,
    goal,
    weight,
    edgeCase: origin === 'synthetic' && skill !== null && edgeCase !== null ? { skill, edgeCase } : null,
    isLike: (seed) =>
      (skill === null || seed.cell.skill === skill) &&
      (edgeCase === null || seed.cell.edgeCase === edgeCase) &&
      (label === null || labelOf(seed) === label) &&
      (tag === null || seed.tags.includes(tag)),
  };
}

function sliceAim({ name, origin, tested }: DiscoveredSlice): Aim {
  const { n, rate, rest } = tested;
  const padded = (rate * n + 1) / (n + 2);
  return {
    name: `${origin}/${name}`,
    shrunk: { mean: rate, sd: Math.sqrt((padded * (1 - padded)) / n) },
    goal: rest,
    weight: 1,
    edgeCase: null,
    isLike: ({ cell, tags, input, ...seed }) =>
      caseFeatures({ cell, tags, label: labelOf(seed), text: inputText(input) }, new Set()).some(
        (feature) => feature.name === name,
      ),
  };
}

function labelOf({ expected }: Pick<Case, 'expected'>): string | null {
  return expected.kind === 'label' ? expected.label : null;
}
