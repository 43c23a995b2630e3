import type { Origin } from '../core/case.ts';
import { groupBy } from '../core/group-by.ts';
import type { ObservedCase } from './observed-case.ts';

/** What cases of a cell have in common. Cells of one axis are like quantities; those of `tag` may overlap. */
export type GapAxis = 'skill' | 'edge-case' | 'label' | 'tag';

/** Which cases are meant; null: all of them. */
export interface GapPlace {
  readonly origin: Origin;
  readonly axis: GapAxis;
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly label: string | null;
  readonly tag: string | null;
}

export interface GapCell extends GapPlace {
  /** As the gate names slices; with a right answer `real/SKILL=LABEL`. */
  readonly name: string;
  readonly cases: readonly ObservedCase[];
}

/**
 * The cells that a suite names, per origin: skills, edge cases, right answers of a classification, declared tags. One
 * that is a whole arm is left out: it has nothing to be weaker than.
 */
export function gapCells(cases: readonly ObservedCase[], tags: readonly string[]): readonly GapCell[] {
  return [...groupBy(cases, ({ origin }) => origin)].flatMap(([origin, arm]) =>
    [...bySkill(origin, arm), ...tags.flatMap((tag) => tagged(origin, arm, tag))].filter(
      (cell) => cell.cases.length < arm.length,
    ),
  );
}

const anywhere = { skill: null, edgeCase: null, label: null, tag: null } as const;

function bySkill(origin: Origin, arm: readonly ObservedCase[]): readonly GapCell[] {
  return [...groupBy(arm, ({ cell }) => cell.skill)].flatMap(([skill, own]): readonly GapCell[] => {
    const at = { ...anywhere, origin, skill };
    const name = `${origin}/${skill}`;
    const edges = [...groupBy(own, ({ cell }) => cell.edgeCase)].flatMap(([edgeCase, some]) =>
      edgeCase === null
        ? []
        : [{ ...at, axis: 'edge-case', edgeCase, name: `${name}/${edgeCase}`, cases: some } as const],
    );
    const labels = [...groupBy(own, ({ label }) => label)].flatMap(([label, some]) =>
      label === null ? [] : [{ ...at, axis: 'label', label, name: `${name}=${label}`, cases: some } as const],
    );
    return [{ ...at, axis: 'skill', name, cases: own }, ...edges, ...labels];
  });
}

function tagged(origin: Origin, arm: readonly ObservedCase[], tag: string): readonly GapCell[] {
  const cases = arm.filter(({ tags }) => tags.includes(tag));
  return cases.length === 0
    ? []
    : [{ ...anywhere, origin, axis: 'tag', tag, name: `${origin}/#${tag}`, cases }];
}
