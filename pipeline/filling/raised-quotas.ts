import type { FillRecord } from '../../core/round-record.ts';
import type { Suite } from '../../core/suite.ts';

/** SKILL/EDGE → how many cases fills have added to its quota. */
export function raisesOf(fills: readonly Pick<FillRecord, 'heldout'>[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { heldout } of fills)
    for (const [cell, n] of Object.entries(heldout)) sums[cell] = (sums[cell] ?? 0) + n;
  return sums;
}

/** The suite with raised quotas: what was made beyond the declared ones can then be made again from the seed. */
export function withRaisedQuotas(suite: Suite, raises: Readonly<Record<string, number>>): Suite {
  const [first, ...rest] = suite.skills;
  const raised = (skill: Suite['skills'][number]) => ({
    ...skill,
    edgeCases: skill.edgeCases.map((edgeCase) => ({
      ...edgeCase,
      quota: edgeCase.quota + (raises[`${skill.id}/${edgeCase.id}`] ?? 0),
    })),
  });
  return { ...suite, skills: [raised(first), ...rest.map(raised)] };
}

/** A loaded suite with quotas raised further. */
export function raisedBy<
  Loaded extends { readonly suite: Suite; readonly parsed: { readonly suite: Suite } },
>(loaded: Loaded, raises: Readonly<Record<string, number>>): Loaded {
  const suite = withRaisedQuotas(loaded.suite, raises);
  return { ...loaded, suite, parsed: { ...loaded.parsed, suite } };
}
