import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { shortDigest } from '../../../core/digest.ts';
import { assembleDataset, type Dataset } from '../../../datasets/dataset.ts';
import { findVersion, freezeVersion, readVersion, readVersions } from '../../../datasets/versions.ts';
import { canaryOf, faultOf, madeCase, realCase, temporaryPaths } from './dataset-fixtures.ts';

const real = [realCase('secret text a', { cluster: 'c' }), realCase('b', { cluster: 'c' }), realCase('d')];
const made = [madeCase('a1', { cell: { skill: 'main', edgeCase: 'typos' }, cluster: 'c' })];
const dataset = assembleDataset('triage', real, made);
const sources = [{ name: 'rows.jsonl', licence: 'internal', digest: 'ab', cases: real }];

function grown(n: number): Dataset {
  const more = Array.from({ length: n }, (_, index) => realCase(`more ${index}`));
  return assembleDataset('triage', [...real, ...more], made);
}

describe('freezeVersion', () => {
  test('writes what the version is made of', () => {
    const paths = temporaryPaths();
    const local = { schemaVersion: 1, seed: 7, count: 1, digest: 'cd' } as const;
    const frozen = freezeVersion(paths, dataset, sources, local, canaryOf);
    expect(frozen).toMatchObject({ written: true, file: path.join(paths.versions, '1.json') });
    expect(frozen.manifest).toEqual({
      schemaVersion: 1,
      version: 1,
      canary: 'canary 1',
      suite: 'triage',
      digest: dataset.digest,
      counts: { real: 3, synthetic: 1, clusters: 2 },
      cells: expect.arrayContaining([
        { skill: 'main', edgeCase: null, origin: 'real', n: 3 },
        { skill: 'main', edgeCase: 'typos', origin: 'synthetic', n: 1 },
      ]),
      sources: [{ name: 'rows.jsonl', licence: 'internal', digest: 'ab', n: 3 }],
      judges: ['length@1'],
      local: { seed: 7, count: 1, digest: 'cd' },
      cases: expect.any(Array),
      parent: null,
    });
    expect(frozen.manifest.cells).toHaveLength(2);
    expect(readVersion(paths, 1)).toEqual(frozen.manifest);
    expect(readVersions(paths)).toEqual([frozen.manifest]);
  });

  test('one line a case: id, input digest, digest of the expected value, index of the cell', () => {
    const { manifest } = freezeVersion(temporaryPaths(), dataset, sources, null, canaryOf);
    expect(manifest.local).toBeNull();
    expect(manifest.cases).toHaveLength(4);
    expect(manifest.cases).toEqual([...manifest.cases].sort());
    const line = manifest.cases.find((text) => text.startsWith(made[0]?.id ?? '?'));
    const input = shortDigest('{"messages":[{"content":"a1","role":"user"}]}');
    const expected = shortDigest('{"kind":"label","label":"billing"}').slice(0, 8);
    const cell = manifest.cells.findIndex((known) => known.origin === 'synthetic');
    expect(line).toBe(`${made[0]?.id} ${input} ${expected} ${cell}`);
  });

  test('holds no text of any case', () => {
    const { file } = freezeVersion(temporaryPaths(), dataset, sources, null, canaryOf);
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
  });

  test('of a set equal to the newest version writes nothing and names it', () => {
    const paths = temporaryPaths();
    const first = freezeVersion(paths, dataset, sources, null, canaryOf);
    const bytes = readFileSync(first.file, 'utf8');
    const turned = assembleDataset('triage', [...real].reverse(), made);
    const again = freezeVersion(paths, turned, [], null, canaryOf);
    expect(again).toEqual({ ...first, written: false });
    expect(readdirSync(paths.versions)).toEqual(['1.json']);
    expect(readFileSync(first.file, 'utf8')).toBe(bytes);
  });

  test('a set equal to an older version is a new one', () => {
    const paths = temporaryPaths();
    freezeVersion(paths, dataset, sources, null, canaryOf);
    freezeVersion(paths, grown(1), sources, null, canaryOf);
    expect(freezeVersion(paths, dataset, sources, null, canaryOf)).toMatchObject({
      written: true,
      manifest: { version: 3 },
    });
  });

  test('an empty set can be frozen', () => {
    const empty = assembleDataset('triage', [], []);
    const { manifest } = freezeVersion(temporaryPaths(), empty, [], null, canaryOf);
    expect(manifest).toMatchObject({ counts: { real: 0, synthetic: 0, clusters: 0 }, cells: [], cases: [] });
  });

  test('the same set gives the same bytes whatever its order', () => {
    const turned = assembleDataset('triage', [...real].reverse(), made);
    const bytes = [dataset, turned].map((set) =>
      readFileSync(freezeVersion(temporaryPaths(), set, sources, null, canaryOf).file, 'utf8'),
    );
    expect(bytes[0]).toBe(bytes[1]);
  });
});

test('a version names the one before and what was measured; nothing is measured where nothing is written', () => {
  const paths = temporaryPaths();
  const set = { gates: [], diversity: null, shift: null };
  const parents = [{ name: 'seeds.jsonl', licence: 'CC0-1.0', digest: 'ef', n: 1 }];
  freezeVersion(paths, dataset, sources, null, canaryOf);
  const { manifest } = freezeVersion(paths, grown(1), sources, null, canaryOf, () => ({ set, parents }));
  expect(manifest).toMatchObject({ parent: { version: 1, digest: dataset.digest }, set, parents });
  expect(readVersion(paths, 2)).toEqual(manifest);
  freezeVersion(paths, grown(1), sources, null, canaryOf, () => {
    throw new Error('it was measured again');
  });
});

test('a version is found by its number and by the first characters of its digest', async () => {
  const paths = temporaryPaths();
  freezeVersion(paths, dataset, sources, null, canaryOf);
  const { digest } = freezeVersion(paths, grown(1), sources, null, canaryOf).manifest;
  expect(findVersion(paths, '2').version).toBe(2);
  expect(findVersion(paths, digest.slice(0, 8)).version).toBe(2);
  expect(findVersion(paths, dataset.digest).version).toBe(1);
  for (const name of ['3', digest.slice(0, 3), 'zzzz', '']) {
    const { problems } = await faultOf(() => findVersion(paths, name));
    expect(problems).toMatchObject([
      { code: 'VERSION_NOT_FOUND', hint: expect.stringContaining('heldout log') },
    ]);
  }
  // The same set again: two numbers of one content.
  freezeVersion(paths, dataset, sources, null, canaryOf);
  expect(findVersion(paths, dataset.digest.slice(0, 6)).digest).toBe(dataset.digest);
});

describe('reading versions', () => {
  test('none yet', async () => {
    const paths = temporaryPaths();
    expect(readVersions(paths)).toEqual([]);
    const { problems } = await faultOf(() => readVersion(paths, 1));
    expect(problems).toMatchObject([{ code: 'VERSION_NOT_FOUND', hint: expect.stringContaining('freeze') }]);
    expect(existsSync(paths.versions)).toBe(false);
  });

  test('by number, not by letter, past other files', () => {
    const paths = temporaryPaths();
    for (let n = 0; n < 11; n++) freezeVersion(paths, grown(n), sources, null, canaryOf);
    for (const name of ['README.md', '01.json', 'x.json', '2.json.tmp']) {
      writeFileSync(path.join(paths.versions, name), 'x');
    }
    expect(readVersions(paths).map((manifest) => manifest.version)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
  });

  test.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, 50)],
    ['a key more', (text) => text.replace('{', '{"more": 1,')],
    ['a key less', (text) => text.replace('"suite"', '"suit"')],
    ['another schema version', (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2')],
    ['the number of another version', (text) => text.replace('"version": 1', '"version": 2')],
  ])('corrupt: %s', async (_, change) => {
    const paths = temporaryPaths();
    const { file } = freezeVersion(paths, dataset, sources, null, canaryOf);
    const text = readFileSync(file, 'utf8');
    const wrong = change(text);
    expect(wrong).not.toBe(text);
    writeFileSync(file, wrong);
    for (const read of [() => readVersion(paths, 1), () => readVersions(paths)]) {
      const { problems } = await faultOf(read);
      expect(problems).toMatchObject([{ code: 'RECORD_CORRUPT', place: { file } }]);
    }
    await faultOf(() => freezeVersion(paths, grown(1), sources, null, canaryOf));
    expect(readFileSync(file, 'utf8')).toBe(wrong);
  });

  test('a copied manifest is not overwritten by the next version', async () => {
    const paths = temporaryPaths();
    const { file } = freezeVersion(paths, dataset, sources, null, canaryOf);
    const copy = path.join(paths.versions, '2.json');
    mkdirSync(paths.versions, { recursive: true });
    copyFileSync(file, copy);
    const { problems } = await faultOf(() => freezeVersion(paths, grown(1), sources, null, canaryOf));
    expect(problems).toMatchObject([{ code: 'RECORD_CORRUPT', place: { file: copy } }]);
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(file, 'utf8'));
  });
});
