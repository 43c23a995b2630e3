import type { TrainingItem, TrainingReject } from '../core/training-item.ts';
import { readRecords } from './records/records-file.ts';
import { trainingItemSchema, trainingRejectSchema } from './records/training-schema.ts';
import { writeParts } from './records/write-parts.ts';
import type { SuitePaths } from './suite-paths.ts';

const hint =
  'restore the file from version control, or make it again with `heldout generate --split train --fresh`';

/** What `generate --split train` made so far. */
export interface TrainingMaterial {
  readonly items: readonly TrainingItem[];
  readonly rejects: readonly TrainingReject[];
}

/** The training items of both parts, the committed and the local, each sorted by id. Throws RECORD_CORRUPT. */
export function readTrainingItems(paths: SuitePaths): readonly TrainingItem[] {
  return [paths.training, paths.localTraining].flatMap((file) => readRecords(file, trainingItemSchema, hint));
}

/** What was refused, of both parts. Throws RECORD_CORRUPT. */
export function readTrainingRejects(paths: SuitePaths): readonly TrainingReject[] {
  return [paths.trainingRejects, paths.localTrainingRejects].flatMap((file) =>
    readRecords(file, trainingRejectSchema, hint),
  );
}

/** Writes items and rejects, sorted by id, each to the part that may hold it. */
export function writeTrainingMaterial(paths: SuitePaths, { items, rejects }: TrainingMaterial): void {
  writeParts(items, { open: paths.training, local: paths.localTraining });
  writeParts(rejects, { open: paths.trainingRejects, local: paths.localTrainingRejects });
}
