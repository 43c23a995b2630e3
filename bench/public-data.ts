import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder of a public data set: in `root`, which is what `--data` says, else in HELDOUT_BENCH_DATA. Throws where
 * neither is given or there is no such folder.
 */
export function dataFolder(
  name: string,
  root: string | undefined = process.env['HELDOUT_BENCH_DATA'],
): string {
  if (root === undefined)
    throw new Error('say where the data sets are: --data FOLDER, or the variable HELDOUT_BENCH_DATA');
  const folder = path.resolve(root, name);
  if (!existsSync(folder))
    throw new Error(`there is no folder ${folder}: bench/README.md says what belongs in it`);
  return folder;
}
