import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RowSource } from '../../../core/suite.ts';
import { loadUnlabelled } from '../../../datasets/rows/load-rows.ts';
import { faultOf, sourceOf, suiteOf, temporaryFolder } from './dataset-fixtures.ts';
import { jsonl, noModule, place } from './row-fixtures.ts';

function load(name: string, content: string, more: Partial<RowSource> = {}) {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, name), content);
  return loadUnlabelled(sourceOf({ path: name }, more), {
    suite: suiteOf(),
    folder,
    loadModule: noModule,
    place,
  });
}
const problemsOf = async (...given: Parameters<typeof load>) =>
  (await faultOf(() => load(...given))).problems.map(
    ({ code, place: at, message }) => `${code} ${at?.line} ${message}`,
  );

test('a row keeps input, skill, cluster, source and whether it may be copied', async () => {
  const rows = await load(
    'log.jsonl',
    jsonl({ said: 'Where is it?', thread: 't1' }, { said: 'And now?', thread: 7 }),
    { map: { input: 'said', cluster: 'thread' }, licence: 'internal' },
  );
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      input: { messages: [{ role: 'user', content: 'Where is it?' }] },
      skill: 'main',
      cluster: 't1',
      tags: [],
      source: 'log.jsonl',
      row: 1,
      licence: 'internal',
      split: 'heldout',
      copyable: false,
    },
    expect.objectContaining({ cluster: '7', row: 2 }),
  ]);
});

test('a row without a cluster is its own; equal inputs are kept once, the first of them', async () => {
  const rows = await load('log.jsonl', jsonl({ input: 'a' }, { input: 'b' }, { input: 'a' }), {
    licence: 'MIT',
  });
  expect(rows.map(({ row, copyable }) => [row, copyable])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(rows.map(({ cluster }) => cluster)).toEqual(rows.map(({ id }) => id));
});

test('a row without an input, and one with an expected value, are refused with their line', async () => {
  const wrong = jsonl({ input: 'fine' }, { text: 'no input' }, { input: 'known', expected: 'yes' });
  expect(await problemsOf('log.jsonl', wrong)).toEqual([
    'DATA_ROW 2 the row has no `input`',
    'DATA_ROW 3 the row has an expected value, and it stands under `data.unlabelled`',
  ]);
  const { problems } = await faultOf(() => load('log.jsonl', jsonl({ input: 'known', expected: 'yes' })));
  expect(problems[0]?.hint).toContain('data.seeds');
});

test('a CSV file may have an empty column `expected`; a file without rows is refused', async () => {
  expect(await load('log.csv', 'input,expected\nhello,\n')).toHaveLength(1);
  expect(await problemsOf('log.csv', 'input,expected\nhello,yes\n')).toHaveLength(1);
  expect(await problemsOf('log.jsonl', '')).toEqual([expect.stringContaining('has no rows')]);
});
