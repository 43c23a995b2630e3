import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../../core/errors.ts';
import { type RunRecord, readRun } from '../../runner/run-records.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';

/** A run with a shard's header. */
export type ShardRun = RunRecord & {
  readonly header: RunRecord['header'] & { readonly shard: NonNullable<RunRecord['header']['shard']> };
};

/** The runs that were named, and those that lay beside them and are no shards of the suite. */
export interface FoundShards {
  readonly shards: readonly ShardRun[];
  readonly passedOver: readonly string[];
}

/** Folders inside a folder that is searched: artefacts are unpacked some levels deep. */
const deepest = 8;

/**
 * Reads the runs that are named: by their ids, by their folders, or by a folder that holds some of them at any depth.
 * What a searched folder holds besides shards of the suite is passed over; a run that is named itself must be one.
 * Throws RUN_NOT_FOUND, and SHARD_MISMATCH for a run that is no shard.
 */
export function findShards(
  loaded: LoadedSuite,
  named: readonly string[],
  workingFolder: string,
): FoundShards {
  const found = new Map<string, RunRecord>();
  const passedOver: string[] = [];
  for (const name of named) {
    const single =
      runFolder(path.join(runsFolder(loaded), name)) ?? runFolder(path.resolve(workingFolder, name));
    const folders = single === null ? runsBelow(path.resolve(workingFolder, name), 0) : [single];
    if (folders.length === 0) throw notFound(loaded, name);
    for (const folder of folders) {
      const run = readRun(path.dirname(folder), path.basename(folder));
      const isShard = run.header.shard !== undefined && run.header.suite.id === loaded.suite.id;
      if (isShard || single !== null) found.set(folder, run);
      else passedOver.push(run.header.id);
    }
  }
  return { shards: [...found.values()].map(requireShard), passedOver };
}

/** The real path of a folder that holds a run, else null: a run that is named twice is one run. */
function runFolder(folder: string): string | null {
  return existsSync(path.join(folder, 'header.json')) ? realpathSync(folder) : null;
}

function runsBelow(folder: string, depth: number): readonly string[] {
  const own = runFolder(folder);
  if (own !== null) return [own];
  if (depth > deepest || !existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap((entry) => runsBelow(path.join(folder, entry.name), depth + 1));
}

function requireShard(run: RunRecord): ShardRun {
  const { header } = run;
  if (header.shard !== undefined) return { ...run, header: { ...header, shard: header.shard } };
  throw fault('SHARD_MISMATCH', `run ${header.id} is no shard: it holds the whole dataset`, {
    hint: 'name the runs that `--shard` made; a whole run is gated as it is',
  });
}

function notFound(loaded: LoadedSuite, name: string): Error {
  return fault(
    'RUN_NOT_FOUND',
    `${name} is neither a run of ${runsFolder(loaded)} nor a folder that holds runs`,
    {
      hint: 'artefacts that were uploaded without `include-hidden-files: true` lack the `.heldout` folder',
    },
  );
}
