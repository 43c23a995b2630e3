import path from 'node:path';
import type { Split } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { type ExportFormat, exportFormatNamed } from '../datasets/formats/export-formats.ts';
import { openTokenCounter } from '../models/tokens/open-token-counter.ts';
import { chooseRecords } from './exporting/choose-records.ts';
import { collectItems, type TrainSource } from './exporting/collect-items.ts';
import { type ExportManifest, manifestOf } from './exporting/export-manifest.ts';
import { exportNotes } from './exporting/export-notes.ts';
import type { Lengths } from './exporting/measure-lengths.ts';
import { type Refused, refusalCodes } from './exporting/refuse-items.ts';
import { writeExport } from './exporting/write-export.ts';
import type { LoadedSuite } from './load-suite.ts';
import { prepareWorkspace } from './workspace.ts';

export interface ExportOptions {
  readonly split: Split;
  readonly format: string;
  /** What of the train split; the other splits have one source. */
  readonly from: readonly TrainSource[];
  /** Licences that may go out; null: all but `internal` and undeclared ones, which are refused in training exports. */
  readonly licences: readonly string[] | null;
  /** Absolute; null: under `.heldout/exports/`. */
  readonly out: string | null;
  /** The model that is tuned, as the trainer names it; null: not said. */
  readonly model: string | null;
  /** Whose tokens are counted; null: the suite's target. */
  readonly target: string | null;
  /** Tokens that an example may have; null: the context of the model, where it is known. */
  readonly maxTokens: number | null;
}

/** What was exported. */
export interface Exported {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: ExportManifest;
  /** Every item that was left out. */
  readonly refused: readonly Refused[];
  readonly tooLong: Lengths['tooLong'];
  readonly notes: readonly string[];
  /** What starts the training; null for formats of exchange. */
  readonly command: string | null;
}

/**
 * Exports a split of a suite. A training export holds what may be trained on: of the train split, under licences that may
 * go out, unrelated to and unlike everything that is held out, and no longer than the model can read. What is left out is
 * told, item by item. Throws USAGE, EXPORT_FORMAT, EXPORT_LICENCE, EXPORT_EMPTY and FILE_EXISTS.
 */
export async function exportSuite(loaded: LoadedSuite, options: ExportOptions): Promise<Exported> {
  const { split } = options;
  const format = exportFormatNamed(options.format);
  requireFit(format, split);
  const collected = await collectItems(loaded, split, options.from);
  const tokens = await openTokenCounter(tokenRef(loaded, options, format), {
    env: process.env,
    folder: loaded.folder,
  });
  try {
    const { suite } = loaded;
    const chosen = chooseRecords(collected, {
      ...options,
      suite,
      format,
      tokens,
      canary: collected.canary,
    });
    const { records, refused, lengths } = chosen;
    if (records.length === 0) throw nothingLeft(split, refused);
    const manifest = manifestOf(
      records.map(({ item }) => item),
      {
        suite: { id: suite.id, digest: loaded.digest },
        dataset: collected.dataset,
        canary: collected.canary,
        sources: collected.sources,
        split,
        format: format.name,
        refused,
        lengths,
      },
    );
    const folder = exportFolder(loaded, options);
    const written = await writeExport(folder, { format, records, refused, manifest, model: options.model });
    return {
      folder,
      manifest: written,
      refused,
      tooLong: lengths.tooLong,
      notes: exportNotes(format, written, records, {
        isElsewhere: options.out !== null,
        model: options.model,
      }),
      command: format.trainer?.command ?? null,
    };
  } finally {
    await tokens.counter.close();
  }
}

function requireFit({ name, title, takes, trainer }: ExportFormat, split: Split): void {
  if (split === 'train' || (takes !== 'preferences' && trainer === null)) return;
  const why = takes === 'preferences' ? 'holds preference pairs' : 'is read by a trainer';
  throw fault('EXPORT_FORMAT', `\`${name}\` ${why}: the split ${split} is not to be trained on`, {
    hint: `${title} goes with \`--split train\``,
  });
}

/** Whose tokens count: the model that is tuned at OpenAI, the one that was named, or the suite's target. */
function tokenRef(
  { suite }: LoadedSuite,
  { target, model }: ExportOptions,
  { name }: ExportFormat,
): string | null {
  if (target !== null) return target;
  return model !== null && name.startsWith('openai-')
    ? `openai:${model}`
    : (suite.models.target?.use ?? null);
}

function nothingLeft(split: Split, refused: readonly Refused[]) {
  const counts = refusalCodes.flatMap((code) => {
    const n = refused.filter((one) => one.code === code).length;
    return n === 0 ? [] : [`${code} ${n}`];
  });
  const wanted = 'there is no training material, no seed with `split: train` and no training row';
  const empty = split === 'train' ? wanted : `the split ${split} has no cases`;
  const hint =
    counts.length === 0
      ? empty
      : `everything was refused: ${counts.join(', ')}; such as: ${refused[0]?.reason}`;
  return fault('EXPORT_EMPTY', `nothing is left to export of the split ${split}`, { hint });
}

/** Where an export goes, absolute. */
export function exportFolder(
  { workspace, suite }: LoadedSuite,
  { out, split, format }: Pick<ExportOptions, 'out' | 'split' | 'format'>,
): string {
  if (out !== null) return out;
  prepareWorkspace(workspace);
  return path.join(workspace, 'exports', suite.id, `${split}-${format}`);
}
