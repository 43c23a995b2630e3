import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HeldoutError, type Problem } from '../../core/errors.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { readOpenFill } from '../../datasets/open-fill.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { readRounds } from '../../datasets/rounds.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import type { FillOptions } from '../../pipeline/fill.ts';
import { fill } from '../../pipeline/fill.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { round } from '../../pipeline/round.ts';
import { run } from '../../pipeline/run.ts';
import { queueProject, queueSuite } from '../fixtures/rounds/queue-project.ts';
import { read, write } from './cli.ts';

const small = queueSuite.replaceAll('quota: 40', 'quota: 6');
const trainSeed = '    - { path: train.jsonl, licence: MIT, split: train }\n';

/** What a fill could change; the folder of runs by itself. */
function standing(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.startsWith('queues') || /runs\/[^/]+$/.test(name) || name.includes('exports'))
    .sort()
    .map((name) => (name.endsWith('.jsonl') ? `${name}: ${read(folder, name)}` : name))
    .join('\n');
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HeldoutError)) throw error ?? new Error('nothing was refused');
  return error.problems[0];
}

test('what could not be trained on or exported is refused before anything is made or run', async () => {
  const folder = queueProject({ 'suite.yaml': small, 'taken/notes.txt': 'mine' });
  const load = () => loadSuite('suite.yaml', folder);
  await generate(await load());
  await run(await load(), { workingFolder: folder });
  const before = standing(folder);
  const refused: readonly (readonly [string, Partial<FillOptions>, string?])[] = [
    ['GENERATOR_INPUT', {}, small.replace(trainSeed, '')],
    ['EXPORT_LICENCE', {}, small.replace(trainSeed, trainSeed.replace('MIT', 'internal'))],
    ['EXPORT_LICENCE', { licences: ['CC0-1.0'] }],
    ['USAGE', { format: 'mesages' }],
    ['EXPORT_FORMAT', { format: 'trl-dpo' }],
    ['WRITE_FAILED', { out: path.join(folder, 'rows.jsonl', 'export') }],
    ['FILE_EXISTS', { out: path.join(folder, 'taken') }],
  ];
  for (const [code, options, suite = small] of refused) {
    write(folder, { 'suite.yaml': suite });
    const wanted = { heldout: 4, train: 4, ...options };
    expect(await problemOf(fill(await load(), wanted))).toMatchObject({ code });
    const turn = { ...wanted, target: 'module:./good.mjs', workingFolder: folder };
    expect(await problemOf(round(await load(), turn))).toMatchObject({ code });
    expect(standing(folder)).toBe(before);
  }
  // Held-out cases alone need none of that.
  write(folder, { 'suite.yaml': small.replace(trainSeed, '') });
  const filled = await fill(await load(), { heldout: 2, train: 0, probe: 0 });
  expect(filled.versions).toEqual({ before: 1, after: 2 });
}, 120_000);

test('a fill that is stopped goes on, counts what it made, and ends as if it had not been', async () => {
  const ended = async (how: 'whole' | 'making cases' | 'after training') => {
    const folder = queueProject({ 'suite.yaml': small });
    const load = () => loadSuite('suite.yaml', folder);
    await generate(await load());
    const { record } = await run(await load(), { workingFolder: folder });
    const wanted = { heldout: 6, train: 8, run: record.header.id };
    if (how !== 'whole') {
      const stop = new AbortController();
      const told: string[] = [];
      let calls = 0;
      const stopping: Partial<FillOptions> =
        how === 'making cases'
          ? { onProgress: () => (++calls === 1 ? stop.abort(new Error('stopped')) : undefined) }
          : {
              now: () => {
                throw new Error('stopped');
              },
            };
      const stopped = fill(
        await load(),
        { ...wanted, ...stopping, onStopped: (text) => told.push(text) },
        stop.signal,
      );
      await expect(stopped).rejects.toThrow('stopped');
      expect(told.join()).toContain(`--run ${record.header.id}`);
    }
    const filled = await fill(await load(), wanted);
    const { paths } = await load();
    return {
      folder,
      filled,
      ids: readGeneratedCases(paths).map(({ id }) => id),
      items: readTrainingItems(paths).map(({ id }) => id),
      left: readOpenFill(paths),
    };
  };
  const whole = await ended('whole');
  expect(whole.items).toHaveLength(8);
  for (const how of ['making cases', 'after training'] as const) {
    const again = await ended(how);
    expect(again.ids).toEqual(whole.ids);
    expect(again.items).toEqual(whole.items);
    expect(again.left).toBeNull();
    expect(again.filled.record).toMatchObject({
      versions: { before: 1, after: 2 },
      heldout: whole.filled.record?.heldout,
      training: 8,
    });
    expect(again.filled.notes.join()).toContain('goes on with a fill');
  }

  // The runs of a round are looked for before the new target is run; a fill that makes nothing is no round.
  const { folder } = whole;
  const load = () => loadSuite('suite.yaml', folder);
  await run(await load(), { workingFolder: folder, target: 'module:./good.mjs' });
  const none = await fill(await load(), { heldout: 0, train: 5 });
  expect(none).toMatchObject({ record: null, exported: null, aims: [] });
  expect(none.notes.join()).toContain('--goal');
  expect(readRounds((await load()).paths).fills).toHaveLength(1);
  expect(readProbeCases((await load()).paths).length).toBeGreaterThan(0);
  rmSync(path.join(folder, '.heldout', 'runs', whole.filled.gaps.run.id), { recursive: true });
  const before = standing(folder);
  const turn = { heldout: 0, train: 0, target: 'module:./good.mjs', workingFolder: folder };
  expect(await problemOf(round(await load(), turn))).toMatchObject({
    code: 'RUN_NOT_FOUND',
    message: expect.stringContaining('round 1 was filled from'),
  });
  expect(standing(folder)).toBe(before);
}, 120_000);
