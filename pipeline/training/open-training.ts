import { readGeneratedCases } from '../../datasets/generated-cases.ts';
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

/** Reads the training material that was made before, nothing where `fresh`, and guards it. */
export function openTraining(loaded: LoadedSuite, real: RealData, fresh: boolean): OpenTraining {
  const { suite, registry, paths } = loaded;
  const lots = trainingLots(suite, registry);
  const guard = heldoutGuard(real, readGeneratedCases(paths));
  const before = fresh
    ? { items: [], rejects: [] }
    : { items: readTrainingItems(paths), rejects: readTrainingRejects(paths) };
  const pool = trainingPool(lots, before, { real, guard, registry });
  return { lots, pool, guard, notes: notesOn(pool) };
}

function notesOn({ others, takenOut }: TrainingPool): readonly string[] {
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
