import { fault } from '../../core/errors.ts';
import type { RunHeader } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type ChosenTarget, chooseTarget } from './choose-target.ts';

/** The target of a run as it is today. Throws RUN_MISMATCH where that is another one than was run. */
export async function targetOfRun(
  loaded: LoadedSuite,
  { id, target }: Pick<RunHeader, 'id' | 'target'>,
): Promise<ChosenTarget> {
  const chosen = await chooseTarget(loaded, [], target.ref, loaded.folder);
  const { digest, weights } = chosen.identity;
  if (digest === target.digest && (weights === undefined || weights === target.weights)) return chosen;
  throw fault('RUN_MISMATCH', `run ${id} is of another ${target.ref}: it has changed since`, {
    hint: `run the target again: \`heldout run ${shellWord(loaded.file)} --target ${shellWord(target.ref)}\``,
  });
}
