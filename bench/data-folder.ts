import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The folder of a public data set: `--data FOLDER`, else HELDOUT_BENCH_DATA, and in it a folder of that name.
 * Throws where neither is given or there is no such folder.
 */
export function dataFolder(name: string): string {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const root = values.data ?? process.env['HELDOUT_BENCH_DATA'];
  if (root === undefined)
    throw new Error('say where the data sets are: --data FOLDER, or the variable HELDOUT_BENCH_DATA');
  const folder = path.resolve(root, name);
  if (!existsSync(folder))
    throw new Error(`there is no folder ${folder}: bench/README.md says what belongs in it`);
  return folder;
}
