import { fault } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Shape } from './shape.ts';
import { alpaca } from './shapes/alpaca.ts';
import { anthropic } from './shapes/anthropic.ts';
import { dpo } from './shapes/dpo.ts';
import { inputOutput } from './shapes/input-output.ts';
import { inspect } from './shapes/inspect.ts';
import { instruction } from './shapes/instruction.ts';
import { messages } from './shapes/messages.ts';
import { openai } from './shapes/openai.ts';
import { promptCompletion } from './shapes/prompt-completion.ts';
import { promptfoo } from './shapes/promptfoo.ts';
import { rows } from './shapes/rows.ts';
import { sharegpt } from './shapes/sharegpt.ts';
import { text } from './shapes/text.ts';
import { axolotl } from './trainers/axolotl.ts';
import { llamaFactory } from './trainers/llama-factory.ts';
import { mlx } from './trainers/mlx.ts';
import { openaiDpo } from './trainers/openai-dpo.ts';
import { openaiFt } from './trainers/openai-ft.ts';
import type { Takes, Trainer } from './trainers/trainer.ts';
import { trlDpo } from './trainers/trl-dpo.ts';
import { trlSft } from './trainers/trl-sft.ts';
import { unsloth } from './trainers/unsloth.ts';
import type { RecordFormat } from './write-record.ts';

/** How records lie in an exported file. */
export type ExportContainer = 'jsonl' | 'csv' | 'parquet' | 'yaml';

/** A format that cases are exported in. */
export interface ExportFormat {
  /** As `--format` names it. */
  readonly name: string;
  readonly title: string;
  readonly record: RecordFormat;
  readonly container: ExportContainer;
  readonly takes: Takes;
  /** The program that trains on it; null: a format for exchange. */
  readonly trainer: Trainer | null;
}

const exchange = (shape: Shape, takes: Takes = 'cases'): ExportFormat => ({
  name: shape.name,
  title: shape.title,
  record: { shape, cells: 'json' },
  container: 'jsonl',
  takes,
  trainer: null,
});

const forTrainer = (trainer: Trainer): ExportFormat => ({ ...trainer, container: 'jsonl', trainer });

/** Every format of `heldout export`, those of trainers last. */
export const exportFormats: readonly ExportFormat[] = [
  { ...exchange(rows), name: 'jsonl' },
  { ...exchange(rows), name: 'csv', title: 'CSV', record: { shape: rows, cells: 'text' }, container: 'csv' },
  {
    ...exchange(rows),
    name: 'parquet',
    title: 'Parquet',
    record: { shape: rows, cells: 'typed' },
    container: 'parquet',
  },
  exchange(text),
  exchange(instruction),
  exchange(alpaca),
  exchange(inputOutput),
  exchange(promptCompletion),
  exchange(sharegpt),
  exchange(messages),
  exchange(openai),
  exchange(anthropic),
  { ...exchange(promptfoo), container: 'yaml' },
  exchange(inspect),
  exchange(dpo, 'preferences'),
  ...[openaiFt, openaiDpo, trlSft, trlDpo, unsloth, axolotl, llamaFactory, mlx].map(forTrainer),
];

/** The format of a name. Throws USAGE with the known ones. */
export function exportFormatNamed(name: string): ExportFormat {
  const found = exportFormats.find((format) => format.name === name);
  if (found !== undefined) return found;
  const known = exportFormats.map((format) => format.name);
  throw fault('USAGE', `there is no format \`${name}\` to write`, { hint: didYouMean(name, known) });
}
