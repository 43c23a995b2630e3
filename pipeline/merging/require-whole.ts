import type { Case } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { fault } from '../../core/errors.ts';
import type { RunHeader } from '../../core/run.ts';
import { inShard } from '../../datasets/in-shard.ts';
import { tally } from '../../runner/tally.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { misfit } from '../running/fits.ts';
import type { ShardRun } from './find-shards.ts';

/**
 * Gives the runs of one role in the order of their shards, when they are all the shards of one run, each once and
 * finished. Throws SHARD_MISMATCH or SHARD_MISSING, which name the run or the shard.
 */
export function requireWhole(
  loaded: LoadedSuite,
  data: LoadedDataset,
  runs: readonly [ShardRun, ...ShardRun[]],
): readonly [ShardRun, ...ShardRun[]] {
  for (const run of runs) requireSame(loaded, data, run.header, runs[0].header);
  const [first, ...rest] = runs.toSorted((a, b) => a.header.shard.index - b.header.shard.index);
  if (first === undefined) throw new RangeError('there is no run to order');
  requireEach([first, ...rest]);
  for (const run of [first, ...rest]) requireFinished(run, data.dataset.cases);
  return [first, ...rest];
}

function requireSame(
  loaded: LoadedSuite,
  data: LoadedDataset,
  header: ShardRun['header'],
  first: ShardRun['header'],
): void {
  const why = misfit(header, loaded, data) ?? otherTask(loaded, header) ?? unlike(header, first);
  if (why === null) return;
  throw fault(
    'SHARD_MISMATCH',
    `run ${header.id} (${shardName(header)}) cannot be put together with the others: ${why}`,
    {
      hint: 'run every shard from the same commit, with the same target and the same `--shard i/n`',
    },
  );
}

function otherTask({ taskDigest }: LoadedSuite, { task }: RunHeader): string | null {
  return task === taskDigest ? null : 'the task has changed since';
}

/** What no dataset or scorer shows: other shards, repeats or models. */
function unlike(header: ShardRun['header'], first: ShardRun['header']): string | null {
  const { target, shard, repeats, role } = header;
  const before = `run ${first.id}`;
  if (shard.count !== first.shard.count) return `${before} is one of ${first.shard.count} shards`;
  if (target.ref !== first.target.ref)
    return `its ${role} is ${target.ref}, that of ${before} ${first.target.ref}`;
  if (target.digest !== first.target.digest) return `${target.ref} has another content than in ${before}`;
  if (target.weights !== first.target.weights) return `${target.ref} has other weights than in ${before}`;
  if (repeats !== first.repeats)
    return `it has ${counted(repeats, 'repeat')}, and ${before} ${first.repeats}`;
  return null;
}

function requireEach(runs: readonly [ShardRun, ...ShardRun[]]): void {
  const { role, shard } = runs[0].header;
  const of = (index: number) => runs.filter((run) => run.header.shard.index === index);
  const indexes = Array.from({ length: shard.count }, (_, at) => at + 1);
  const missing = indexes.filter((index) => of(index).length === 0);
  const doubled = indexes.filter((index) => of(index).length > 1);
  if (missing.length > 0) {
    throw fault(
      'SHARD_MISSING',
      `of the ${role}’s ${shard.count} shards there is no run of ${missing.join(', ')}`,
      {
        hint: `run it: \`--shard ${missing[0]}/${shard.count}\``,
      },
    );
  }
  if (doubled.length > 0) {
    const ids = doubled.flatMap((index) => of(index).map(({ header }) => header.id));
    throw fault(
      'SHARD_MISSING',
      `of the ${role}’s shard ${doubled.join(', ')} there are several runs: ${ids.join(', ')}`,
      {
        hint: 'name the runs one by one, the first of each shard: a second draw is no replacement for one that displeases',
      },
    );
  }
}

function requireFinished(run: ShardRun, cases: readonly Case[]): void {
  const { header, trials } = run;
  const own = new Set(inShard(cases, header.shard).map(({ id }) => id));
  const stranger = [...trials.values()].find(({ caseId }) => !own.has(caseId));
  if (stranger !== undefined || header.planned !== own.size * header.repeats) {
    throw fault('SHARD_MISMATCH', `run ${header.id} does not hold the cases of its ${shardName(header)}`, {
      hint: 'run the shard again with this version of heldout',
    });
  }
  const { lost, skipped } = tally(run);
  if (lost + skipped === 0) return;
  throw fault(
    'SHARD_MISSING',
    `run ${header.id} (${shardName(header)}) was not finished: ${lost + skipped} of ${header.planned} trials are open`,
    {
      hint: `go on with it where it ran: \`--shard ${header.shard.index}/${header.shard.count} --resume\``,
    },
  );
}

function shardName({ shard }: ShardRun['header']): string {
  return `shard ${shard.index} of ${shard.count}`;
}
