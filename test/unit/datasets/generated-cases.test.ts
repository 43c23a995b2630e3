import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../core/digest.ts';
import {
  isGenerated,
  localPartState,
  readGeneratedCases,
  readLocalManifest,
  readRejects,
  writeGeneratedCases,
} from '../../../datasets/generated-cases.ts';
import { suitePaths } from '../../../datasets/suite-paths.ts';
import { faultOf, generatedFrom, madeCase, rejectOf, temporaryPaths } from './dataset-fixtures.ts';

const open = [madeCase('a'), madeCase('b')];
const closed = [
  madeCase('c', { provenance: generatedFrom(false) }),
  madeCase('d', { provenance: generatedFrom(false) }),
];
const openRejects = [rejectOf('e')];
const closedRejects = [rejectOf('f', { provenance: generatedFrom(false) })];

test('where the records of a suite lie', () => {
  const paths = suitePaths('/x/suites', '/x/.heldout', 'triage');
  expect(paths).toEqual({
    folder: path.normalize('/x/suites/triage'),
    cases: path.normalize('/x/suites/triage/cases.jsonl'),
    canaries: path.normalize('/x/suites/triage/canaries.jsonl'),
    rejects: path.normalize('/x/suites/triage/rejects.jsonl'),
    local: path.normalize('/x/suites/triage/local.json'),
    versions: path.normalize('/x/suites/triage/versions'),
    baseline: path.normalize('/x/suites/triage/baseline.jsonl'),
    anchor: path.normalize('/x/suites/triage/anchor.jsonl'),
    labels: path.normalize('/x/suites/triage/labels.jsonl'),
    drawings: path.normalize('/x/suites/triage/drawings.jsonl'),
    drift: path.normalize('/x/suites/triage/drift.jsonl'),
    transfer: path.normalize('/x/suites/triage/transfer.jsonl'),
    rounds: path.normalize('/x/suites/triage/rounds.jsonl'),
    probe: path.normalize('/x/suites/triage/probe.jsonl'),
    localFolder: path.normalize('/x/.heldout/suites/triage'),
    localCases: path.normalize('/x/.heldout/suites/triage/cases.jsonl'),
    localRejects: path.normalize('/x/.heldout/suites/triage/rejects.jsonl'),
    localLabels: path.normalize('/x/.heldout/suites/triage/labels.jsonl'),
    training: path.normalize('/x/suites/triage/training.jsonl'),
    trainingRejects: path.normalize('/x/suites/triage/training-rejects.jsonl'),
    localTraining: path.normalize('/x/.heldout/suites/triage/training.jsonl'),
    localTrainingRejects: path.normalize('/x/.heldout/suites/triage/training-rejects.jsonl'),
    localProbe: path.normalize('/x/.heldout/suites/triage/probe.jsonl'),
    contamination: path.normalize('/x/.heldout/suites/triage/contamination.json'),
    mutants: path.normalize('/x/.heldout/suites/triage/mutants.json'),
    openFill: path.normalize('/x/.heldout/suites/triage/open-fill.json'),
  });
});

describe('what generate wrote', () => {
  test('comes back from both parts', () => {
    const paths = temporaryPaths();
    expect(isGenerated(paths)).toBe(false);
    writeGeneratedCases(
      paths,
      { cases: [...open, ...closed], rejects: [...openRejects, ...closedRejects] },
      7,
      'notice',
    );
    expect(isGenerated(paths)).toBe(true);
    expect(new Set(readGeneratedCases(paths))).toEqual(new Set([...open, ...closed]));
    expect(new Set(readRejects(paths))).toEqual(new Set([...openRejects, ...closedRejects]));
  });

  test('what may not be copied is in none of the committed files', () => {
    const paths = temporaryPaths();
    writeGeneratedCases(
      paths,
      { cases: [...open, ...closed], rejects: [...openRejects, ...closedRejects] },
      7,
      'notice',
    );
    const ids = (file: string) =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id);
    expect(ids(paths.cases).sort()).toEqual(open.map((item) => item.id).sort());
    expect(ids(paths.rejects)).toEqual(openRejects.map((item) => item.id));
    expect(ids(paths.localCases).sort()).toEqual(closed.map((item) => item.id).sort());
    expect(ids(paths.localRejects)).toEqual(closedRejects.map((item) => item.id));
  });

  test('local.json holds seed, count and the digest of the local file', () => {
    const paths = temporaryPaths();
    const manifest = writeGeneratedCases(paths, { cases: [...open, ...closed], rejects: [] }, 7, 'notice');
    const expected = { schemaVersion: 1, seed: 7, count: 2, digest: digest(readFileSync(paths.localCases)) };
    expect(manifest).toEqual(expected);
    expect(JSON.parse(readFileSync(paths.local, 'utf8'))).toEqual(expected);
    expect(readLocalManifest(paths)).toEqual(expected);
  });

  test('the same cases in another order give the same bytes', () => {
    const files = (cases: typeof open, rejects: typeof openRejects) => {
      const paths = temporaryPaths();
      writeGeneratedCases(paths, { cases, rejects }, 7, 'notice');
      return [paths.cases, paths.rejects, paths.local, paths.localCases, paths.localRejects].map((file) =>
        readFileSync(file, 'utf8'),
      );
    };
    const cases = [...open, ...closed];
    const rejects = [...openRejects, ...closedRejects];
    expect(files([...cases].reverse(), [...rejects].reverse())).toEqual(files(cases, rejects));
  });

  test('no local part: no local.json; what an earlier one left is taken away', () => {
    const paths = temporaryPaths();
    writeGeneratedCases(paths, { cases: closed, rejects: [...openRejects, ...closedRejects] }, 7, 'notice');
    expect(writeGeneratedCases(paths, { cases: open, rejects: [] }, 7, 'notice')).toBeNull();
    for (const file of [paths.local, paths.localCases, paths.rejects, paths.localRejects]) {
      expect(existsSync(file)).toBe(false);
    }
    expect(localPartState(paths)).toBe('none');
    expect(readLocalManifest(paths)).toBeNull();
    expect(readRejects(paths)).toEqual([]);
  });

  test('a run that accepted nothing is generated nonetheless', () => {
    const paths = temporaryPaths();
    writeGeneratedCases(paths, { cases: [], rejects: [] }, 0, 'notice');
    expect(isGenerated(paths)).toBe(true);
    expect(readGeneratedCases(paths)).toEqual([]);
  });
});

describe('the local part against local.json', () => {
  function generated() {
    const paths = temporaryPaths();
    writeGeneratedCases(paths, { cases: [...open, ...closed], rejects: [] }, 7, 'notice');
    return paths;
  }

  test('none: never generated', () => {
    expect(localPartState(temporaryPaths())).toBe('none');
  });

  test('fits: as it was written', () => {
    expect(localPartState(generated())).toBe('fits');
  });

  test('missing: a fresh clone has no `.heldout`', () => {
    const paths = generated();
    rmSync(paths.localFolder, { recursive: true });
    expect(localPartState(paths)).toBe('missing');
    expect(isGenerated(paths)).toBe(true);
  });

  test.each(['', 'more', '\n'])('differs: another byte (%j) makes it another', (more) => {
    const paths = generated();
    const bytes = readFileSync(paths.localCases, 'utf8');
    writeFileSync(paths.localCases, more === '' ? bytes.slice(1) : `${bytes}${more}`);
    expect(localPartState(paths)).toBe('differs');
  });

  test('differs: emptied', () => {
    const paths = generated();
    writeFileSync(paths.localCases, '');
    expect(localPartState(paths)).toBe('differs');
  });

  test('differs: local cases without a local.json', () => {
    const paths = generated();
    rmSync(paths.local);
    expect(localPartState(paths)).toBe('differs');
  });

  test.each([
    '',
    '{',
    '[]',
    '{}',
    '{"schemaVersion":1,"seed":0,"count":1.5,"digest":"x"}',
    '{"schemaVersion":2,"seed":0,"count":1,"digest":"x"}',
  ])('a local.json of %j is corrupt, not missing', async (content) => {
    const paths = temporaryPaths();
    mkdirSync(paths.folder, { recursive: true });
    writeFileSync(paths.local, content);
    const { problems } = await faultOf(() => localPartState(paths));
    expect(problems).toMatchObject([{ code: 'RECORD_CORRUPT', place: { file: paths.local } }]);
  });
});
