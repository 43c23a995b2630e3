import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { readTrainingItems, readTrainingRejects } from '../../datasets/training-items.ts';
import type { RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type HeldoutGuard, heldoutGuard } from './heldout-guard.ts';
import { type TrainingLot, trainingLots } from './training-lots.ts';
import { type TrainingPool, trainingPool } from './training-pool.ts';

/** The training material of a suite as it stands before anything is made. */
export interface OpenTraining {
  readonly lots: readonly TrainingLot[];
  readonly pool: TrainingPool;
  readonly guard: HeldoutGuard;
  /** What a reader must know of what there is. */
  readonly notes: readonly string[];
}

/**
 * Reads the training material that was made before, nothing where `fresh`, and guards it. `only`: lots to fill in place of
 * those that the suite names, and the guard that they were chosen by.
 */
export function openTraining(
  loaded: LoadedSuite,
  real: RealData,
  fresh: boolean,
  only: Pick<OpenTraining, 'lots' | 'guard'> | null = null,
): OpenTraining {
  const { suite, registry, paths } = loaded;
  const lots = only?.lots ?? trainingLots(suite, registry);
  const guard = only?.guard ?? guardOf(loaded, real);
  const before = fresh
    ? { items: [], rejects: [] }
    : { items: readTrainingItems(paths), rejects: readTrainingRejects(paths) };
  const pool = trainingPool(lots, before, { real, guard, registry });
  return { lots, pool, guard, notes: notesOn(only === null ? pool : { ...pool, others: [] }) };
}

/** Guards everything that is held out as it stands. */
export function guardOf({ paths }: Pick<LoadedSuite, 'paths'>, real: RealData): HeldoutGuard {
  return heldoutGuard(real, [...readGeneratedCases(paths), ...readProbeCases(paths)]);
}

function notesOn({ others, takenOut }: Pick<TrainingPool, 'others' | 'takenOut'>): readonly string[] {
  return [
    ...(takenOut === 0
      ? []
      : [
          `${takenOut} training items came too near to what is held out since they were made, and are taken out`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `${others.length} training items are of no entry under \`training\`: they stay; --fresh takes them out`,
        ]),
  ];
}
