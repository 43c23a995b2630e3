import { fault } from '../../core/errors.ts';
import type { Shard } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import { type AcceptedBaseline, readBaseline } from '../../runner/accepted-baseline.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type ChosenTarget, namedBaseline } from '../running/choose-target.ts';
import { findDone } from '../running/find-runs.ts';
import { mend, misfit } from '../running/fits.ts';
import { type ScoredRun, scoredRun } from './scored-run.ts';

/** What candidates are compared with, or the model that must be run first. */
export type FoundBaseline =
  | { readonly status: 'found'; readonly run: ScoredRun; readonly notes: readonly string[] }
  | { readonly status: 'to-run'; readonly target: ChosenTarget; readonly notes: readonly string[] };

/**
 * The accepted baseline where it fits the dataset and scorers; else a finished run of `models.baseline` that fits;
 * else that model, to be run. Throws BASELINE_MISSING, or BASELINE_MISMATCH where the accepted one does not fit and
 * no model stands in. Whoever runs one `shard` alone needs that model on these cases only.
 */
export async function findBaseline(
  loaded: LoadedSuite,
  data: LoadedDataset,
  shard: Shard | null = null,
): Promise<FoundBaseline> {
  const accepted = readBaseline(loaded.paths.baseline);
  const why = accepted === null ? null : misfit(accepted.header, loaded, data);
  if (accepted !== null && why === null) {
    return { status: 'found', run: scoredRun(accepted), notes: instructionNotes(loaded, accepted) };
  }
  const named = loaded.suite.models.baseline;
  if (named === null)
    throw missing(loaded, why, accepted === null ? '' : mend(accepted.header, loaded, data));
  const target = await namedBaseline(loaded, named);
  const standsIn = `the accepted baseline does not fit (${why}): ${target.identity.ref} stands in, as \`models.baseline\` says`;
  const notes = why === null ? [] : [standsIn];
  const { repeats } = loaded.suite.run;
  const work = { role: 'baseline', target: target.identity, repeats } as const;
  const finished =
    findDone(loaded, data, work) ?? (shard === null ? null : findDone(loaded, data, { ...work, shard }));
  if (finished === null) return { status: 'to-run', target, notes };
  return { status: 'found', run: scoredRun(finished), notes };
}

/** The baseline was asked in other words: its scores stand, and a reader must know. */
function instructionNotes(loaded: LoadedSuite, { header }: AcceptedBaseline): readonly string[] {
  if (header.task === loaded.taskDigest) return [];
  return ['the accepted baseline was run with another `task` (instructions or labels) than the candidate'];
}

function missing({ file }: LoadedSuite, why: string | null, mending: string): Error {
  const accept = `accept a run with \`heldout baseline ${shellWord(file)} --run ID\`, or name a model under \`models.baseline\``;
  if (why === null)
    return fault('BASELINE_MISSING', 'there is no baseline to compare with', { hint: accept });
  return fault('BASELINE_MISMATCH', `the accepted baseline does not fit: ${why}`, {
    hint: `${mending}; then ${accept}`,
  });
}
