import type { ImportedRow, ImportPurpose } from '../../datasets/formats/import-row.ts';
import { LineFile } from '../../datasets/formats/line-file.ts';

/** Rows on their way into files. */
export interface RowSink {
  add(row: ImportedRow): void;
  /** The files, written but not in their places yet. */
  finish(): readonly SinkFile[];
  /** Forgets what is not in its place. */
  discard(): void;
}

export interface SinkFile {
  readonly to: ImportPurpose;
  readonly lines: LineFile;
}

/** Writes every row into one file, as it comes. */
export function oneFile(file: string, to: ImportPurpose): RowSink {
  const lines = new LineFile(file);
  return {
    add: ({ fields }) => lines.append(JSON.stringify(fields)),
    finish: () => [{ to, lines }],
    discard: () => lines.discard(),
  };
}
