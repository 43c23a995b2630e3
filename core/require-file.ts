import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { fault, messageOf, type Place } from './errors.ts';
import { hasCode } from './files.ts';

/**
 * Throws DATA_NOT_FOUND where there is no plain file that can be read. `file` is how people named it; `hint` is told
 * where nothing is there.
 */
export function requireFile(
  absolute: string,
  file: string,
  {
    place = null,
    hint = `looked for ${absolute}`,
  }: { readonly place?: Place | null; readonly hint?: string } = {},
): void {
  let stats: Stats;
  try {
    accessSync(absolute, constants.R_OK);
    stats = statSync(absolute);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw fault('DATA_NOT_FOUND', `there is no file ${file}`, { place, hint });
    throw fault('DATA_NOT_FOUND', `${file} cannot be read: ${messageOf(error)}`, { place, cause: error });
  }
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? 'is a folder: name a file in it' : 'is no plain file';
  throw fault('DATA_NOT_FOUND', `${file} ${what}`, { place });
}
