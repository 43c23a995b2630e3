import type { Case, Cell } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { GeneratorPart, TrainingPart } from '../../core/parts.ts';
import type { EdgeCase, Skill, Suite, TrainingUse } from '../../core/suite.ts';
import type { TrainingItem } from '../../core/training-item.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import { findPart, type Registry } from '../parts.ts';
import type { CellPlan } from '../planning/plan-cells.ts';

/** What one entry under `training` is to make for one skill. */
export interface TrainingLot {
  /** `SKILL/PART` or `SKILL/EDGE/PART`: no two lots of a suite have one name. */
  readonly name: string;
  /** The name without its skill. */
  readonly label: string;
  readonly use: TrainingUse;
  readonly part: GeneratorPart | TrainingPart;
  readonly skill: Skill;
  /** The cell that it is counted under, apart from every cell of held-out cases. */
  readonly book: Cell;
  /** How many items are wanted; null: all that come. */
  readonly target: number | null;
  /** Which seeds it may be made of; left out: all of its skill. */
  readonly only?: (seed: Case) => boolean;
  /** A generator fills it like a cell; a part that makes training material alone works on seeds. */
  readonly how:
    | { readonly kind: 'generator'; readonly plan: CellPlan }
    | { readonly kind: 'maker'; readonly part: TrainingPart };
}

/** An edge case that is none: what inputs are like where an entry aims at nothing. */
const ordinary = {
  id: 'ordinary',
  description: 'An ordinary input of the skill, with nothing odd about it.',
  expect: 'exact',
  judges: [],
} as const;

/** The lots of a suite, in the order of its entries and skills. The entries are known to be sound. */
export function trainingLots(suite: Suite, registry: Registry): readonly TrainingLot[] {
  return (suite.training ?? []).flatMap((use) =>
    suite.skills
      .filter(({ id }) => use.skill === null || use.skill === id)
      .map((skill) => lotOf(use, skill, registry)),
  );
}

/** The name of the lot that an item belongs to, whether the suite still names it or not. */
export function lotNameOf(
  { cell, provenance }: Pick<TrainingItem, 'cell' | 'provenance'>,
  registry: Registry,
): string {
  // A part that makes training material alone makes it for every edge case that its seeds have.
  const isMade = registry.training.some(({ name }) => name === provenance.by);
  return [cell.skill, ...(isMade || cell.edgeCase === null ? [] : [cell.edgeCase]), provenance.by].join('/');
}

/** The seeds of a lot's skill that may be trained on, each once. Throws GENERATOR_INPUT where there are none. */
export function seedsOf(
  { name, skill, only = () => true }: TrainingLot,
  real: Pick<RealData, 'seeds'>,
): readonly [Case, ...Case[]] {
  const own = casesOf(real.seeds)
    .filter(({ split, cell }) => split === 'train' && cell.skill === skill.id)
    .filter(only);
  const [first, ...rest] = new Map(own.map((item) => [item.id, item])).values();
  if (first !== undefined) return [first, ...rest];
  throw fault('GENERATOR_INPUT', `${name}: the skill ${skill.id} has no seeds with \`split: train\``, {
    hint: 'name some under `data.seeds`, or name the skills that have some with `skill:`',
  });
}

function lotOf(use: TrainingUse, skill: Skill, registry: Registry): TrainingLot {
  const label = use.edgeCase === null ? use.use : `${use.edgeCase}/${use.use}`;
  const lot = `training:${label}`;
  const maker = registry.training.find(({ name }) => name === use.use);
  return {
    name: `${skill.id}/${label}`,
    label,
    use,
    part: maker ?? findPart(registry.generators, use),
    skill,
    book: { skill: skill.id, edgeCase: lot },
    target: use.quota,
    how:
      maker === undefined
        ? { kind: 'generator', plan: planOf(use, skill, lot) }
        : { kind: 'maker', part: maker },
  };
}

function planOf({ use, with: options, edgeCase, quota }: TrainingUse, skill: Skill, lot: string): CellPlan {
  const target = quota ?? 0;
  const { id, description, expect, judges } = skill.edgeCases.find((one) => one.id === edgeCase) ?? ordinary;
  const generators = [{ use, with: options }];
  const cell: EdgeCase = { id, description, expect, judges, quota: target, generators, optional: true };
  return { skill, edgeCase: cell, variants: [{ attributes: {}, target }], pairs: null, lot };
}
