import type { Writable } from '../shape.ts';
import type { RecordFormat } from '../write-record.ts';

/** What can be exported in a format: what has one answer, preference pairs, or any case. */
export type Takes = 'answers' | 'preferences' | 'cases';

/** What the configuration of a trainer is made of. */
export interface TrainerSetup {
  /** The suite's id: names what is trained. */
  readonly suite: string;
  /** The model that is tuned, as the trainer names it; null: not said. */
  readonly model: string | null;
  /** The longest example with room to spare, in tokens: nothing is to be cut off. */
  readonly maxTokens: number;
  /** Examples that are trained on. */
  readonly rows: number;
  /** Examples that the loss is measured on. */
  readonly validationRows: number;
}

/** A file beside the data. */
export interface TrainerFile {
  readonly name: string;
  readonly content: string;
}

/** A training program, with the data and the configuration that it reads. */
export interface Trainer {
  /** As `--format` names it. */
  readonly name: string;
  readonly title: string;
  readonly record: RecordFormat;
  readonly takes: Takes;
  /** The data, relative to the folder of the export. */
  readonly dataFile: string;
  /** Where it wants examples to measure the loss on: a tenth of the training clusters, never held-out ones. */
  readonly validationFile: string | null;
  /** Words for what the program would not train on, beside what its format cannot hold; null: it reads the example. */
  skips?(item: Writable): string | null;
  /** What one types to start it, in the folder of the export. */
  readonly command: string;
  configure(setup: TrainerSetup): readonly TrainerFile[];
}

/** In the place of a model that was not said. */
export const modelToTune = 'MODEL-TO-TUNE';
export const modelOf = ({ model }: TrainerSetup) => model ?? modelToTune;
