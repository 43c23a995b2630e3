import { execFileSync } from 'node:child_process';
import { fault } from '../../core/errors.ts';

/** Who reviews: the name that is given, else what git knows. Throws USAGE where nobody can be named. */
export function reviewer(given: string | undefined, workingFolder: string): string {
  const name = (given ?? gitName(workingFolder)).trim();
  if (name !== '') return name;
  throw fault('USAGE', 'a label needs a name: who reviews?', {
    hint: 'say it with `--as NAME`, or set `git config user.name`',
  });
}

function gitName(folder: string): string {
  try {
    return execFileSync('git', ['config', 'user.name'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch {
    // No git, no repository or no name: then the caller must name somebody.
    return '';
  }
}
