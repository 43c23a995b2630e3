import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { acceptBaseline } from '../../../pipeline/accept-baseline.ts';
import { gate } from '../../../pipeline/gate.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { merge } from '../../../pipeline/merge.ts';
import { regrade } from '../../../pipeline/regrade.ts';
import { run } from '../../../pipeline/run.ts';
import { test as testSuite } from '../../../pipeline/test.ts';
import { testShard } from '../../../pipeline/test-shard.ts';
import { echoProject, project, rows, write } from '../../e2e/cli.ts';

const suiteOf = (folder: string) => loadSuite('suite.yaml', folder);
const at = (workingFolder: string) => ({ workingFolder, target: 'module:./broken.mjs' });

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof HeldoutError)
      return error.problems.map(({ code, message }) => `${code}: ${message}`).join();
    throw error;
  }
  return 'nothing was thrown';
}

/** Runs the shards as so many machines would, and gathers their runs below one folder, as artefacts come. */
async function shardsOf(files: Readonly<Record<string, string>>, count: number): Promise<string> {
  const gathered = mkdtempSync(path.join(tmpdir(), 'heldout-shards-'));
  for (let index = 1; index <= count; index += 1) {
    const machine = project(files);
    const { runs } = await testShard(await suiteOf(machine), { ...at(machine), shard: { index, count } });
    expect(runs.map(({ problem }) => problem)).toEqual([null, null]);
    cpSync(path.join(machine, '.heldout'), path.join(gathered, `machine-${index}`), { recursive: true });
  }
  return gathered;
}

describe('shards', () => {
  test('are put together to the run that one machine makes, and gated like it', async () => {
    const files = echoProject(120);
    const whole = project(files);
    const alone = await testSuite(await suiteOf(whole), at(whole));
    const gathered = await shardsOf(files, 3);
    const folder = project(files);
    const loaded = await suiteOf(folder);
    const merged = await merge(loaded, [gathered], { workingFolder: folder });
    expect(merged.runs.map(({ role, planned, from }) => [role, planned, from.length])).toEqual([
      ['baseline', 120, 3],
      ['candidate', 120, 3],
    ]);
    const together = await gate(loaded);
    expect(together.run).toBe(merged.runs[1]?.run);
    expect(together.baseline).toBe(merged.runs[0]?.run);
    expect(together.status).toBe('fail');
    for (const key of ['status', 'checks', 'arms', 'slices', 'trials'] as const) {
      expect(together[key]).toEqual(alone[key]);
    }
  });

  test('that hold no case count as run: they are merged with the others', async () => {
    const files = echoProject(4);
    const folder = project(files);
    const loaded = await suiteOf(folder);
    const gathered = await shardsOf(files, 6);
    const { runs } = await merge(loaded, [gathered], { workingFolder: folder });
    expect(runs.map(({ planned, from }) => [planned, from.length])).toEqual([
      [4, 6],
      [4, 6],
    ]);
  });

  test('are decided by the looks of `gate.sequential` as well', async () => {
    const files = echoProject(120, '  sequential: obf\n');
    const folder = project(files);
    const loaded = await suiteOf(folder);
    await merge(loaded, [await shardsOf(files, 2)], { workingFolder: folder });
    const report = await gate(loaded);
    expect(report.status).toBe('fail');
    expect(report.trials).toMatchObject({ planned: 120, completed: 120, unneeded: 0 });
    expect(report.sequential).toMatchObject({ rule: 'obf', planned: 120 });
  });

  test('one is missing, doubled or of another kind: nothing is written', async () => {
    const files = echoProject(40);
    const gathered = await shardsOf(files, 2);
    const folder = project(files);
    const loaded = await suiteOf(folder);
    const one = path.join(gathered, 'machine-1');
    expect(await codeOf(merge(loaded, [one]))).toMatch(/^SHARD_MISSING: of the baseline’s 2 shards.* 2$/);
    const again = await shardsOf(files, 2);
    expect(await codeOf(merge(loaded, [gathered, path.join(again, 'machine-2')]))).toMatch(
      /^SHARD_MISSING: of the baseline’s shard 2 there are several runs: \S+, \S+$/,
    );
    const thirds = await shardsOf(files, 3);
    expect(await codeOf(merge(loaded, [one, path.join(thirds, 'machine-2')]))).toMatch(
      /^SHARD_MISMATCH: .* is one of 2 shards$/,
    );
    expect(await codeOf(merge(loaded, [path.join(folder, 'nowhere')]))).toMatch(/^RUN_NOT_FOUND/);
    write(folder, { 'rows.jsonl': rows(41) });
    expect(await codeOf(merge(await suiteOf(folder), [gathered]))).toMatch(
      /^SHARD_MISMATCH: .*the dataset has changed since$/,
    );
    mkdirSync(path.join(folder, '.heldout/runs'), { recursive: true });
    expect(readdirSync(path.join(folder, '.heldout/runs'))).toEqual([]);
  });

  test('an interrupted one is named, and goes on', async () => {
    const folder = project(echoProject(40));
    const loaded = await suiteOf(folder);
    const halves = [1, 2].map((index) => ({ index, count: 2 }));
    const interrupt = new AbortController();
    let seen = 0;
    const stopped = await run(
      loaded,
      {
        ...at(folder),
        shard: { index: 1, count: 2 },
        concurrency: 1,
        onTrial: () => {
          seen += 1;
          if (seen === 3) interrupt.abort();
        },
      },
      interrupt.signal,
    );
    const second = await run(loaded, { ...at(folder), shard: { index: 2, count: 2 } });
    const ids = [stopped, second].map(({ record }) => record.header.id);
    expect(await codeOf(merge(loaded, ids))).toMatch(/^SHARD_MISSING: .*\(shard 1 of 2\) was not finished/);
    for (const shard of halves) await run(loaded, { ...at(folder), shard, resume: true });
    // The second was finished: resumed, it is a new draw, so the runs are named.
    const { runs } = await merge(loaded, ids);
    expect(runs).toMatchObject([{ role: 'candidate', planned: 40, from: ids }]);
  });

  test('a part is neither gated nor graded again nor a baseline; a whole run is no part', async () => {
    const folder = project(echoProject(20));
    const loaded = await suiteOf(folder);
    const { record } = await run(loaded, { ...at(folder), shard: { index: 1, count: 2 } });
    const { id } = record.header;
    expect(await codeOf(gate(loaded))).toMatch(/^SHARD_ALONE/);
    expect(await codeOf(acceptBaseline(loaded, id))).toMatch(/^SHARD_ALONE/);
    expect(await codeOf(regrade(loaded, id))).toMatch(/^SHARD_ALONE/);
    const whole = await run(loaded, at(folder));
    expect(whole.record.header.id).not.toBe(id);
    expect(await codeOf(merge(loaded, [whole.record.header.id]))).toMatch(/^SHARD_MISMATCH: .*is no shard/);
  });
});
