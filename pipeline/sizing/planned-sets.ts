import type { Case, Origin } from '../../core/case.ts';
import type { GatePolicy, Suite } from '../../core/suite.ts';
import { casesNeeded, shownMargin } from '../../gate/cases-missing.ts';
import { averageClusterSize } from '../../gate/cluster-sizes.ts';
import { scoredTest } from '../../gate/estimate.ts';
import type { PlanBasis } from '../../gate/margin-test.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { sampleOf } from '../../gate/sample.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';

/** What a set of cases can show if both models are equal and differ on this share of the cases. */
export interface SizePlan {
  /** Share of cases that one of the models does better on. */
  readonly discordance: number;
  /** Variance inflation by clusters, at least 1. */
  readonly designEffect: number;
  /** Cases for a PASS at the declared margin with the suite's power. */
  readonly cases: number;
  /** How many more than there are; 0 where they are enough. */
  readonly missing: number;
  /** The smallest margin that today's cases can show with that power; null where they can show none. */
  readonly margin: number | null;
}

/** The plan of an arm or a critical slice. */
export interface SetPlan {
  readonly name: string;
  readonly origin: Origin;
  readonly n: number;
  readonly clusters: number;
  readonly margin: number;
  /** Without a net gain, fewer independent cases can never pass. */
  readonly floor: number;
  /** By assumed shares of cases that differ. */
  readonly plans: readonly SizePlan[];
  /** By what two runs showed; null: there are none, or they show nothing of this set. */
  readonly measured: SizePlan | null;
}

/** Fine-tunes of one model differ on few cases, different models on many (statistics.md §1.4 of the design). */
export const usualDiscordances: readonly number[] = [0.04, 0.1, 0.2];

/**
 * What today's cases can show, per arm and critical slice, and how many are needed: by the rule that the gate goes by,
 * which reckons with whole clusters lost at once. Generated cases that are yet to be made are planned as if none had kin.
 * `pairs` are what two runs scored on these cases; null: nothing is known but what is assumed.
 */
export function plannedSets(
  { gate, skills }: Pick<Suite, 'gate' | 'skills'>,
  cases: readonly Case[],
  pairs: readonly PairedCase[] | null,
  discordances: readonly number[] = usualDiscordances,
): readonly SetPlan[] {
  const isToBeMade = skills.some(({ edgeCases }) => edgeCases.some(({ quota }) => quota > 0));
  const origins = (['real', 'synthetic'] as const).filter(
    (origin) => cases.some((item) => item.origin === origin) || (origin === 'synthetic' && isToBeMade),
  );
  const byId = new Map(pairs?.map((pair) => [pair.caseId, pair]));
  const planOf = (name: string, origin: Origin, margin: number, isIn: (item: Case) => boolean): SetPlan => {
    const own = cases.filter((item) => item.origin === origin && isIn(item));
    const seen = scoredTest(
      sampleOf(
        own.flatMap(({ id }) => byId.get(id) ?? []),
        null,
      ),
    );
    return {
      name,
      origin,
      n: own.length,
      clusters: new Set(own.map(({ cluster }) => cluster)).size,
      margin,
      floor: nonInferiorityFloor(margin, gate.alphaPass),
      plans: discordances.map((discordance) =>
        sizePlan(assumedBasis(own, discordance), discordance, margin, gate),
      ),
      measured: seen === null ? null : sizePlan(seen.basis, differing(own, byId), margin, gate),
    };
  };
  const arms = origins.map((origin) => planOf(origin, origin, gate.margin[origin], () => true));
  const critical = Object.entries(gate.critical).flatMap(([name, margin]) =>
    origins
      .filter((origin) => meansOrigin(name, origin, gate.critical))
      .map((origin) => {
        const slice = name.replace(/^(real|synthetic)\//, '');
        return planOf(`${origin}/${slice}`, origin, margin, (item) => liesIn(item, slice));
      }),
  );
  return [...arms, ...critical];
}

function sizePlan(basis: PlanBasis, discordance: number, margin: number, gate: GatePolicy): SizePlan {
  const cases = casesNeeded(basis, margin, gate);
  return {
    discordance,
    designEffect: basis.factor,
    cases,
    missing: Math.max(0, cases - basis.n),
    margin: shownMargin(basis, gate),
  };
}

/** Before anything is measured differences come about case by case, but a cluster may still break as a whole. */
function assumedBasis(cases: readonly Case[], discordance: number): PlanBasis {
  const clusters = cases.map(({ cluster }) => cluster);
  return {
    n: cases.length,
    variance: discordance,
    factor: 1,
    clusterSize: averageClusterSize(clusters),
    byCluster: new Set(clusters).size < cases.length,
    isCounted: true,
  };
}

function differing(cases: readonly Case[], byId: ReadonlyMap<string, PairedCase>): number {
  const { values } = sampleOf(
    cases.flatMap(({ id }) => byId.get(id) ?? []),
    null,
  );
  return values.filter((value) => value !== 0).length / values.length;
}

/** A name without an origin means both, and gives way to the full name. */
function meansOrigin(name: string, origin: Origin, critical: GatePolicy['critical']): boolean {
  if (/^(real|synthetic)\//.test(name)) return name.startsWith(`${origin}/`);
  return !Object.hasOwn(critical, `${origin}/${name}`);
}

function liesIn({ cell, tags }: Case, slice: string): boolean {
  if (slice.startsWith('#')) return tags.includes(slice.slice(1));
  return slice === cell.skill || slice === `${cell.skill}/${cell.edgeCase}`;
}
