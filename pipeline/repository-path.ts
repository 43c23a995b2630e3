import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * A file as the sites that hold repositories name it: relative to the repository that it lies in, with slashes. Where it
 * lies in none, as it was `named`; of an absolute name the last part, since nobody else has that folder.
 */
export function repositoryPath(absolute: string, named: string): string {
  for (let folder = path.dirname(absolute); ; folder = path.dirname(folder)) {
    // A folder, or a file where the repository has several working trees.
    if (existsSync(path.join(folder, '.git'))) return path.relative(folder, absolute).replaceAll('\\', '/');
    if (folder === path.dirname(folder)) return path.isAbsolute(named) ? path.basename(named) : named;
  }
}
