import type { Case } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Spend } from '../../core/report.ts';
import { readTrainingItems, writeTrainingMaterial } from '../../datasets/training-items.ts';
import { allocateTraining } from '../../gaps/allocate.ts';
import { accept, reject } from '../../judges/admission/ruling.ts';
import { totalSpend } from '../call-meter.ts';
import { clusterMembership, type SuiteClusters } from '../gaps/suite-clusters.ts';
import type { NamedJudge } from '../generation/panel.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { LotCount } from '../training/count-lot.ts';
import { fillLots } from '../training/fill-lots.ts';
import { guardOf, openTraining } from '../training/open-training.ts';
import type { TrainingLot } from '../training/training-lots.ts';
import { prepareWorkspace } from '../workspace.ts';
import { asIsLot, edgeCaseLot, type LotContext, variantLots } from './aimed-lots.ts';
import { type Aim, isEdgeCaseAim } from './aims.ts';
import type { AskedTarget } from './asked-target.ts';
import { type FailingSeeds, failingSeeds } from './failing-seeds.ts';

export interface TrainingFilled {
  readonly wanted: number;
  readonly added: number;
  /** What each aim was to get, and what its seeds are. */
  readonly aims: readonly {
    readonly name: string;
    readonly wanted: number;
    readonly seeds: number;
    readonly failing: number;
    readonly contaminated: number;
  }[];
  readonly lots: readonly LotCount[];
  readonly spend: Spend;
  readonly notes: readonly string[];
}

interface TrainingWork {
  readonly loaded: LoadedSuite;
  readonly aims: readonly Aim[];
  /** Of the run that the aims come from; null: none of them is a cluster. */
  readonly clusters: SuiteClusters | null;
  readonly real: RealData;
  readonly target: AskedTarget;
  readonly seed: number;
  readonly wanted: number;
  /** Ids of the items that were there before; what else there is counts as made. */
  readonly had: ReadonlySet<string>;
}

/**
 * Makes training items where the target is weak, of seeds of the training side that it gets wrong: the seeds themselves and
 * variants of them, and for a weak edge case what its own generators make of them. What the target answers rightly is
 * refused as `known`.
 */
export async function fillTraining(work: TrainingWork, signal: AbortSignal): Promise<TrainingFilled> {
  const { loaded, real, target, seed, aims, wanted, had } = work;
  if (wanted === 0 || aims.length === 0)
    return { wanted, added: 0, aims: [], lots: [], spend: totalSpend([]), notes: [] };
  const seeds = [
    ...new Map(
      casesOf(real.seeds)
        .filter(({ split }) => split === 'train')
        .map((item) => [item.id, item]),
    ).values(),
  ];
  const parts = allocateTraining(wanted, aims);
  const asked = aims.map((aim) => ({ aim, wanted: parts.get(aim.name) ?? 0 }));
  const onSeeds = asked.filter(({ aim }) => !isEdgeCaseAim(aim));
  const guard = guardOf(loaded, real);
  const inCluster = await clusterMembership(loaded, aims, work.clusters, seeds, signal);
  const failing = await failingSeeds(onSeeds, seeds, { target, guard, inCluster, seed }, signal);
  const before = readTrainingItems(loaded.paths).filter(({ id }) => had.has(id));
  const context = { loaded, before };
  const edgeLots = asked.flatMap(({ aim, wanted: n }) =>
    !isEdgeCaseAim(aim) || n === 0 ? [] : (edgeCaseLot(aim, n, context) ?? []),
  );
  const seedLots = lotsOnSeeds(failing, sum(onSeeds.map((one) => one.wanted)), context);
  const lots = [...edgeLots, ...seedLots];
  const { pool, notes } = openTraining(loaded, real, false, { lots, guard });
  prepareWorkspace(loaded.workspace);
  const added = () => [...pool.cases.accepted.keys()].filter((id) => !had.has(id)).length;
  const save = () => writeTrainingMaterial(loaded.paths, pool.material());
  try {
    const settings = {
      loaded,
      real,
      pool,
      guard,
      seed,
      options: { limit: Math.max(0, wanted - added()) },
      save,
      lastRule: known(target),
    };
    const made = await fillLots(lots, settings, signal);
    return {
      wanted,
      added: added(),
      aims: asked.map(({ aim, wanted: n }) => ({
        name: aim.name,
        wanted: n,
        ...seedsOf(aim, seeds, failing),
      })),
      lots: made.counts,
      spend: made.spend,
      notes,
    };
  } finally {
    save();
  }
}

/** Of each skill the chosen seeds, and as many variants of them as are wanted beside. */
function lotsOnSeeds(
  failing: readonly FailingSeeds[],
  wanted: number,
  context: LotContext,
): readonly TrainingLot[] {
  const chosen = failing.flatMap(({ seeds }) => seeds);
  const bySkill = groupBy(chosen, ({ cell }) => cell.skill);
  return context.loaded.suite.skills.flatMap((skill) => {
    const own = bySkill.get(skill.id) ?? [];
    if (own.length === 0) return [];
    const left = Math.round((wanted - chosen.length) * (own.length / chosen.length));
    return [asIsLot(skill, own, context), ...variantLots(skill, own, left, context)];
  });
}

function seedsOf({ name, skill }: Aim, all: readonly Case[], failing: readonly FailingSeeds[]) {
  const found = failing.find(({ aim }) => aim.name === name);
  const own = all.filter(({ cell }) => cell.skill === skill).length;
  return {
    seeds: found?.alike ?? own,
    failing: found?.seeds.length ?? 0,
    contaminated: found?.contaminated ?? 0,
  };
}

/** Refuses what the target answers rightly already. */
function known(target: AskedTarget): NamedJudge {
  return {
    name: 'target-fails',
    version: '1',
    lineage: null,
    judge: {
      async assess(candidate, _, signal) {
        const isRight = await target.isRight({ ...candidate, id: 'asked' }, signal);
        if (isRight === null)
          return {
            status: 'undecided',
            code: 'known',
            reason: 'what the target answers could not be measured',
          };
        return isRight
          ? reject('known', 'the target answers it rightly: there is nothing to learn from it')
          : accept('the target answers it wrongly');
      },
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
