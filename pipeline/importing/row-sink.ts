import type { ImportedRow, ImportPurpose } from '../../datasets/formats/import-row.ts';
import { LineFile } from '../../datasets/formats/line-file.ts';
import type { SplitBalance } from './split-balance.ts';

/** Rows on their way into files. */
export interface RowSink {
  add(row: ImportedRow): void;
  /** The files, written but not in their places yet. */
  finish(): SunkRows;
  /** Forgets what is not in its place. */
  discard(): void;
}

export interface SinkFile {
  readonly to: ImportPurpose;
  readonly lines: LineFile;
}

export interface SunkRows {
  readonly files: readonly SinkFile[];
  /** How rows were dealt to splits; null where they were not. */
  readonly balance: SplitBalance | null;
}

/** Writes every row into one file, as it comes. */
export function oneFile(file: string, to: ImportPurpose): RowSink {
  const lines = new LineFile(file);
  return {
    add: ({ fields }) => lines.append(JSON.stringify(fields)),
    finish: () => ({ files: [{ to, lines }], balance: null }),
    discard: () => lines.discard(),
  };
}
