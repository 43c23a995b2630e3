import { existsSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../../core/errors.ts';
import { writeWhole } from '../../core/files.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Where an import is written, for the file itself and for each split of it. */
export interface ImportPaths {
  /** Absolute. `part` is the name of a split; null: there is one file. */
  fileOf(part: string | null): string;
  /** Keeps the folder out of version control, where its rows may not be copied. */
  prepare(): void;
}

/**
 * The files of an import: `out`, or `data/NAME.jsonl` beside the suite, `data/internal/` for rows under
 * `licence: internal`, which version control is told to leave out. Throws USAGE where `out` is no .jsonl file.
 */
export function importPaths(
  source: string,
  { folder }: Pick<LoadedSuite, 'folder'>,
  { out, licence }: { readonly out: string | null; readonly licence: string | null },
): ImportPaths {
  if (out !== null && path.extname(out) !== '.jsonl') {
    throw fault('USAGE', `--out ${out}: rows are written as .jsonl`, {
      hint: 'name a file that ends in .jsonl',
    });
  }
  const ownFolder = path.join(folder, 'data', ...(licence === 'internal' ? ['internal'] : []));
  const bare = path
    .basename(source)
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '');
  const named = out ?? path.join(ownFolder, `${bare}.jsonl`);
  // What is read must not be written over.
  const whole =
    path.resolve(named) === path.resolve(source) ? named.replace(/\.jsonl$/, '.rows.jsonl') : named;
  return {
    fileOf: (part) => (part === null ? whole : whole.replace(/\.jsonl$/, `.${part}.jsonl`)),
    prepare: () => {
      const ignore = path.join(ownFolder, '.gitignore');
      if (out === null && licence === 'internal' && !existsSync(ignore)) writeWhole(ignore, '*\n');
    },
  };
}
