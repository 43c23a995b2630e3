import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HeldoutError, type Problem } from '../../core/errors.ts';
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
