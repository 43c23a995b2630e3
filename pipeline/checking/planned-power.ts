import type { Case, Origin } from '../../core/case.ts';
import { plannedPairs, shownMargin } from '../../stats/planned-pairs.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** What a set of cases could show if both models were equal and differed on this share of the cases. */
interface Plan {
  /** Share of cases that only one of the models gets right. */
  readonly discordance: number;
  /** Independent cases for a PASS at the declared margin with the suite's power. */
  readonly cases: number;
  /** The smallest margin that today's cases can show with that power; null where they can show none. */
  readonly margin: number | null;
}

/** The plan of an arm or a critical slice, for independent cases. */
export interface PowerPlan {
  readonly name: string;
  readonly origin: Origin;
  readonly n: number;
  readonly clusters: number;
  readonly margin: number;
  /** Without a net gain, fewer cases can never pass. */
  readonly floor: number;
  readonly plans: readonly Plan[];
}

/** Fine-tunes of one model differ on few cases, different models on many (statistics.md §1.4 of the design). */
const discordances = [0.04, 0.1, 0.2] as const;

/** What today's cases can show, per arm and critical slice; of synthetic ones those that were accepted. */
export function plannedPower(
  { suite }: Pick<LoadedSuite, 'suite'>,
  heldout: readonly Case[],
  generated: readonly Case[],
): readonly PowerPlan[] {
  const { gate } = suite;
  const arms = { real: heldout, synthetic: generated.filter((item) => item.split === 'heldout') };
  const origins = (['real', 'synthetic'] as const).filter((origin) => arms[origin].length > 0);
  const plan = (name: string, origin: Origin, cases: readonly Case[], margin: number): PowerPlan => ({
    name,
    origin,
    n: cases.length,
    clusters: new Set(cases.map((item) => item.cluster)).size,
    margin,
    floor: nonInferiorityFloor(margin, gate.alphaPass),
    plans: discordances.map((discordance) => planFor(cases.length, discordance, margin, gate)),
  });
  return [
    ...origins.map((origin) => plan(origin, origin, arms[origin], gate.margin[origin])),
    ...Object.entries(gate.critical).flatMap(([name, margin]) =>
      origins
        .filter((origin) => !/^(real|synthetic)\//.test(name) || name.startsWith(`${origin}/`))
        .map((origin) => {
          const slice = name.replace(/^(real|synthetic)\//, '');
          return plan(
            `${origin}/${slice}`,
            origin,
            arms[origin].filter((item) => liesIn(item, slice)),
            margin,
          );
        }),
    ),
  ];
}

function planFor(
  n: number,
  discordance: number,
  margin: number,
  { alphaPass, power }: { readonly alphaPass: number; readonly power: number },
): Plan {
  const cases = plannedPairs(discordance, margin, alphaPass, power);
  return { discordance, cases, margin: shownMargin(n, discordance, alphaPass, power) };
}

function liesIn({ cell, tags }: Case, slice: string): boolean {
  if (slice.startsWith('#')) return tags.includes(slice.slice(1));
  return slice === cell.skill || slice === `${cell.skill}/${cell.edgeCase}`;
}
