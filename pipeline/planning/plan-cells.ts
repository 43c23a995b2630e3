import type { Attributes, DeclaredAttributes } from '../../core/attributes.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { EdgeCase, Skill, Suite } from '../../core/suite.ts';
import { countPairs, type PairwiseRow, pairwiseRows } from '../../generators/pairwise.ts';
import { samplePersonas } from './personas.ts';

/** A part of a cell: so many cases with these attributes. */
export interface Variant {
  readonly attributes: Attributes;
  readonly target: number;
}

/** A cell to fill. */
export interface CellPlan {
  readonly skill: Skill;
  readonly edgeCase: EdgeCase;
  /** What its quota is divided into; one without attributes where nothing is varied. */
  readonly variants: readonly [Variant, ...Variant[]];
  /** Pairs of values of two attributes: in the plan, and in all; null where nothing is varied. */
  readonly pairs: { readonly planned: number; readonly all: number } | null;
  /** Of training material: under what name it is booked, apart from the held-out cases of the edge case. */
  readonly lot?: string;
}

/** Which generators read attributes. */
export type ReadsAttributes = (generator: string) => boolean;

/** After so many covering arrays the same ones come again: they only say how the rest of a quota is spread. */
const arraysMade = 16;

/**
 * The cells of a suite with a quota, in order, each divided by its attributes: the first cases of a plan hold every pair
 * of values of two attributes, as far as the quota goes, the others repeat that in another order. Personas are dealt
 * out in turn over the whole suite. A greater quota keeps what a smaller one had. Attributes of the suite divide the cells
 * whose generators all read them. The same suite and seed give the same plan.
 */
export function planCells(suite: Suite, seed: number, readsAttributes: ReadsAttributes): readonly CellPlan[] {
  let dealt = 0;
  return suite.skills.flatMap((skill) =>
    skill.edgeCases
      .filter(({ quota }) => quota > 0)
      .map((edgeCase) => {
        const declared = attributesOf(suite, edgeCase, readsAttributes);
        const random = createRandom(seed).fork(`plan/${skill.id}/${edgeCase.id}`);
        const plan = { skill, edgeCase, ...divided(edgeCase.quota, declared, random, { seed, dealt }) };
        if ('persona' in declared) dealt += edgeCase.quota;
        return plan;
      }),
  );
}

/** What the cases of an edge case are varied by. */
export function attributesOf(
  suite: Suite,
  edgeCase: EdgeCase,
  readsAttributes: ReadsAttributes,
): DeclaredAttributes {
  if (edgeCase.attributes !== undefined) return edgeCase.attributes;
  const { attributes = {} } = suite;
  return edgeCase.generators.every(({ use }) => readsAttributes(use)) ? attributes : {};
}

/** The values of an attribute; those of personas are made up where only their number is given. */
export function valuesOf(declared: DeclaredAttributes[string], seed: number): readonly string[] {
  return 'sample' in declared
    ? samplePersonas(declared.sample, createRandom(seed).fork('personas'))
    : declared;
}

function divided(
  quota: number,
  declared: DeclaredAttributes,
  random: Random,
  { seed, dealt }: { readonly seed: number; readonly dealt: number },
): Pick<CellPlan, 'variants' | 'pairs'> {
  const { persona, ...others } = declared;
  const names = Object.keys(others);
  const values = Object.values(others).map((of) => valuesOf(of, seed));
  const personas = persona === undefined ? null : valuesOf(persona, seed);
  const sizes = values.map((own) => own.length);
  const counted = new Map<string, { attributes: Attributes; target: number }>();
  let planned = 0;
  let made = 0;
  for (const { levels, covered } of endlessRows(sizes, random)) {
    if (made === quota) break;
    const own = personas?.[(dealt + made) % personas.length];
    made += 1;
    const entries = names.map((name, at) => [name, values[at]?.[levels[at] ?? 0] ?? ''] as const);
    const attributes = Object.fromEntries(own === undefined ? entries : [...entries, ['persona', own]]);
    const key = `${levels.join()}/${own ?? ''}`;
    const variant = counted.get(key) ?? { attributes, target: 0 };
    counted.set(key, variant);
    variant.target += 1;
    planned = Math.max(planned, covered);
  }
  const [first, ...rest] = counted.values();
  if (first === undefined) throw new RangeError('a cell without a quota cannot be planned');
  return { variants: [first, ...rest], pairs: names.length < 2 ? null : { planned, all: countPairs(sizes) } };
}

/** Rows of covering arrays, one array after the other without end. `covered` counts the pairs of the first array. */
function* endlessRows(sizes: readonly number[], random: Random): Generator<PairwiseRow> {
  const made: (readonly (readonly number[])[])[] = [];
  for (let round = 0; ; round++) {
    const known = made[round % arraysMade];
    if (known !== undefined) {
      for (const levels of known) yield { levels, covered: 0 };
      continue;
    }
    const rows: (readonly number[])[] = [];
    for (const { levels, covered } of pairwiseRows(sizes, random.fork(String(round)))) {
      rows.push(levels);
      yield { levels, covered: round === 0 ? covered : 0 };
    }
    made.push(rows);
  }
}
