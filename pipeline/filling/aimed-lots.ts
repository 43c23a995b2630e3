import type { Case } from '../../core/case.ts';
import type { EdgeCase, PartRef, Skill, TrainingUse } from '../../core/suite.ts';
import type { TrainingItem } from '../../core/training-item.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { findPart } from '../parts.ts';
import { lotNameOf, type TrainingLot } from '../training/training-lots.ts';
import type { Aim } from './aims.ts';

/** Variants by rules that keep the answer: at most two of each seed. */
const byRules: PartRef = { use: 'perturb', with: { ops: ['typo', 'lower'] } };

/** What lots are made with: how many items they have from before counts on top of what is wanted now. */
export interface LotContext {
  readonly loaded: LoadedSuite;
  readonly before: readonly TrainingItem[];
}

/** The lot of a weak edge case: its own generators, on seeds of the training side. */
export function edgeCaseLot(aim: Aim, wanted: number, context: LotContext): TrainingLot | null {
  const { skills } = context.loaded.suite;
  const skill = skills.find(({ id }) => id === aim.skill);
  const edgeCase = skill?.edgeCases.find(({ id }) => id === aim.edgeCase);
  if (skill === undefined || edgeCase === undefined) return null;
  return generatorLot(skill, edgeCase, edgeCase.generators.map(onSeeds), wanted, context);
}

/** Seeds as they are. */
export function asIsLot(skill: Skill, seeds: readonly Case[], context: LotContext): TrainingLot {
  const part = context.loaded.registry.training.find(({ name }) => name === 'as-is');
  if (part === undefined) throw new TypeError('the part `as-is` does not ship');
  const use = { use: part.name, with: {}, skill: skill.id, edgeCase: null, quota: null, judged: false };
  return {
    name: `${skill.id}/${part.name}`,
    label: part.name,
    use,
    part,
    skill,
    book: { skill: skill.id, edgeCase: `training:${part.name}` },
    target: null,
    how: { kind: 'maker', part },
    only: oneOf(seeds),
  };
}

/**
 * Variants of these seeds, by the generators under `training` that say a seed anew, each as many; by rules where the suite
 * names none for the skill.
 */
export function variantLots(
  skill: Skill,
  seeds: readonly Case[],
  wanted: number,
  context: LotContext,
): readonly TrainingLot[] {
  const uses = variantUses(skill, context.loaded);
  const parts = uses.map((use, at) => {
    const share = Math.floor((wanted * (at + 1)) / uses.length) - Math.floor((wanted * at) / uses.length);
    return { use, share };
  });
  return parts
    .filter(({ share }) => share > 0)
    .map(({ use: { judged, ...ref }, share }) => {
      const lot = generatorLot(skill, ordinary, [ref], share, context);
      return { ...lot, only: oneOf(seeds), use: { ...lot.use, judged: judged ?? lot.use.judged } };
    });
}

const ordinary: EdgeCase = {
  id: 'ordinary',
  description: 'An ordinary input of the skill, with nothing odd about it.',
  expect: 'invariant',
  quota: 0,
  judges: [],
  generators: [],
  optional: true,
};

type VariantUse = PartRef & Partial<Pick<TrainingUse, 'judged'>>;

function variantUses({ id }: Skill, { suite, registry }: LoadedSuite): readonly VariantUse[] {
  const named = (suite.training ?? [])
    .filter(({ use, skill, edgeCase }) => {
      const part = registry.generators.find(({ name }) => name === use);
      return part?.makesVariants === true && edgeCase === null && (skill === null || skill === id);
    })
    .map(({ use, with: options, judged }) => ({ ...onSeeds({ use, with: options }), judged }));
  return named.length === 0 ? [byRules] : named;
}

function generatorLot(
  skill: Skill,
  edgeCase: EdgeCase,
  generators: readonly PartRef[],
  wanted: number,
  { loaded: { registry }, before }: LotContext,
): TrainingLot {
  const [first = byRules] = generators;
  const aimedAt = edgeCase.id === 'ordinary' ? null : edgeCase.id;
  const label = aimedAt === null ? first.use : `${aimedAt}/${first.use}`;
  const name = `${skill.id}/${label}`;
  const target = wanted + before.filter((item) => lotNameOf(item, registry) === name).length;
  const book = `training:${label}`;
  const parts = generators.map((ref) => findPart(registry.generators, ref));
  // What a model writes is judged; what a rule makes of a verified seed needs no judge.
  const judged = parts.some(({ prompts }) => prompts !== undefined);
  const use = { ...first, skill: skill.id, edgeCase: aimedAt, quota: target, judged };
  const plan = {
    skill,
    edgeCase: { ...edgeCase, generators, quota: target, optional: true },
    variants: [{ attributes: {}, target }],
    pairs: null,
    lot: book,
  } as const;
  const part = findPart(registry.generators, first);
  const cell = { skill: skill.id, edgeCase: book };
  return { name, label, use, part, skill, book: cell, target, how: { kind: 'generator', plan } };
}

/** A part that changes existing cases changes seeds: on this side there is nothing else. */
export function onSeeds(ref: PartRef): PartRef {
  return 'from' in ref.with ? { ...ref, with: { ...ref.with, from: 'seeds' } } : ref;
}

function oneOf(seeds: readonly Case[]): (seed: Case) => boolean {
  const ids = new Set(seeds.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}
