import type { Origin } from '../core/case.ts';
import { readGeneratedCases } from '../datasets/generated-cases.ts';
import { casesOf, loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { type CaseCost, caseCost } from './sizing/case-cost.ts';
import { type MeasuredPairs, measuredPairs } from './sizing/measured-pairs.ts';
import { plannedSets, type SetPlan, type SizePlan, usualDiscordances } from './sizing/planned-sets.ts';
import { type RepeatsWorth, repeatsWorth } from './sizing/repeats-worth.ts';

export interface PlanOptions {
  /** Run that says on how many cases models differ. Default: the newest one that fits. */
  readonly run?: string;
  /** Share of cases that is assumed to differ, in place of the usual ones. */
  readonly discordance?: number;
}

/** A size with what the missing cases would cost: to make generated ones, and to test all of them once; in USD. */
export type PricedPlan = SizePlan & { readonly usd: number | null };

/** How many cases a suite needs to show what, and what today's can show. */
export interface SuitePlan {
  readonly suite: { readonly id: string; readonly digest: string };
  readonly alphaPass: number;
  readonly power: number;
  /** The runs that the measured plans rest on; else why there are none. */
  readonly basis:
    | Omit<Extract<MeasuredPairs, { status: 'measured' }>, 'pairs'>
    | Extract<MeasuredPairs, { status: 'assumed' }>;
  readonly sets: readonly (Omit<SetPlan, 'plans' | 'measured'> & {
    readonly plans: readonly PricedPlan[];
    readonly measured: PricedPlan | null;
  })[];
  readonly perCase: CaseCost;
  /** Of each arm whose attempts the runs of `basis` show; [] where a model has one attempt a case. */
  readonly repeats: readonly RepeatsWorth[];
  /** What the numbers leave out. */
  readonly notes: readonly string[];
}

/**
 * Plans the cases of a suite: for each arm and critical slice how many are needed for a PASS of equal models with the
 * suite's power, what margin today's cases can show, and what the missing ones would cost. Calls no model, writes nothing.
 * Throws for rows that cannot be read and a named run that does not fit, and a RangeError for a share that is none.
 */
export async function plan(loaded: LoadedSuite, options: PlanOptions = {}): Promise<SuitePlan> {
  const real = await loadRealData(loaded, { seeds: 'all', material: true });
  const generated = readGeneratedCases(loaded.paths);
  const found = await measuredPairs(loaded, options.run);
  const { pairs, ...measured } = found.status === 'measured' ? found : { ...found, pairs: null };
  const { gate } = loaded.suite;
  const cases = [...casesOf(real.heldout), ...generated.filter(({ split }) => split === 'heldout')];
  const assumed = options.discordance === undefined ? usualDiscordances : [options.discordance];
  const perCase = await caseCost(loaded, real, generated);
  const price = (one: SizePlan, origin: Origin): PricedPlan => ({
    ...one,
    usd: costOf(one, origin, perCase),
  });
  return {
    suite: { id: loaded.suite.id, digest: loaded.digest },
    alphaPass: gate.alphaPass,
    power: gate.power,
    basis: measured,
    sets: plannedSets(loaded.suite, cases, pairs, assumed).map((set) => ({
      ...set,
      plans: set.plans.map((one) => price(one, set.origin)),
      measured: set.measured === null ? null : price(set.measured, set.origin),
    })),
    perCase,
    repeats: (['real', 'synthetic'] as const).flatMap((origin) => repeatsWorth(origin, pairs ?? []) ?? []),
    notes: [
      ...(gate.sequential === 'none'
        ? []
        : [
            `the plan is for one look at the end; \`sequential: ${gate.sequential}\` needs more cases to show the same`,
          ]),
      ...(gate.weights === null ? [] : ['the index of `gate.weights` must pass too, and is not planned']),
    ],
  };
}

function costOf({ missing }: SizePlan, origin: Origin, { make, test }: CaseCost): number | null {
  const made = origin === 'real' ? 0 : make;
  if (missing === 0) return 0;
  return made === null || test === null ? null : missing * (made + test);
}
