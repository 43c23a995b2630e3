import { existsSync } from 'node:fs';
import { fault } from '../../core/errors.ts';
import { fileDigest } from '../../datasets/rows/file-bytes.ts';
import type { SinkFile } from './row-sink.ts';

/**
 * Puts written files in their places, all or none of them. Throws FILE_EXISTS where one would replace a file that holds
 * something else, unless `replaces`.
 */
export async function putInPlace(files: readonly SinkFile[], replaces: boolean): Promise<void> {
  for (const { lines } of replaces ? [] : files) {
    if (!existsSync(lines.file) || (await fileDigest(lines.file)) === lines.digest()) continue;
    throw fault('FILE_EXISTS', `${lines.file} exists already and holds something else: nothing was written`, {
      place: { file: lines.file, line: null, column: null },
      hint: 'name another file with `--out`, or replace it with `--force`',
    });
  }
  for (const { lines } of files) lines.commit();
}
