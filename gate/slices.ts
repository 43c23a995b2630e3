import type { Origin } from '../core/case.ts';
import { groupBy } from '../core/group-by.ts';
import type { PairedCase } from './paired-case.ts';

/** A named set of cases of one origin: a skill, an edge case of a skill, or a tag. */
export interface Slice {
  readonly name: string;
  readonly origin: Origin;
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly tag: string | null;
  readonly cases: readonly PairedCase[];
}

/** The slices of a suite that have cases, per origin; they may overlap. `tags` are those declared as slices. */
export function slicesOf(cases: readonly PairedCase[], tags: readonly string[]): readonly Slice[] {
  return [...groupBy(cases, (item) => item.origin)].flatMap(([origin, own]) => [
    ...[...groupBy(own, (item) => item.skill)].flatMap(([skill, ofSkill]) => [
      { name: `${origin}/${skill}`, origin, skill, edgeCase: null, tag: null, cases: ofSkill },
      ...edgeCaseSlices(origin, skill, ofSkill),
    ]),
    ...tags.flatMap((tag) => {
      const tagged = own.filter((item) => item.tags.includes(tag));
      if (tagged.length === 0) return [];
      return [{ name: `${origin}/#${tag}`, origin, skill: null, edgeCase: null, tag, cases: tagged }];
    }),
  ]);
}

function edgeCaseSlices(origin: Origin, skill: string, cases: readonly PairedCase[]): readonly Slice[] {
  return [...groupBy(cases, (item) => item.edgeCase)].flatMap(([edgeCase, ofEdge]) =>
    edgeCase === null
      ? []
      : [{ name: `${origin}/${skill}/${edgeCase}`, origin, skill, edgeCase, tag: null, cases: ofEdge }],
  );
}
