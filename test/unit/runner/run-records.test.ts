import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../../runner/journal.ts';
import {
  journalFile,
  listRuns,
  type RunEnd,
  readRun,
  trialKey,
  writeRunEnd,
  writeRunHeader,
} from '../../../runner/run-records.ts';
import { completed, errored, faultOf, headerOf, temporaryFolder } from './run-fixtures.ts';

const end: RunEnd = {
  schemaVersion: 1,
  endedAt: '2026-01-01T00:00:01.000Z',
  interrupted: true,
  durationMs: 12.5,
  spend: { usd: null, requests: 3, tokens: 40 },
};

describe('one run', () => {
  test('comes back as it was written; of each case and attempt the last trial counts', () => {
    const runs = temporaryFolder();
    const folder = path.join(runs, 'r1');
    const lineage = { vendor: null, family: 'logreg', base: null, teacher: null };
    const header = headerOf({ target: { ref: 'module:./x.ts', digest: 'd', lineage }, planned: 3 });
    writeRunHeader(folder, header);
    const journal = openJournal(journalFile(folder));
    const trials = [errored('a', 'infra'), completed('b'), completed('a'), completed('a', 1)];
    for (const trial of trials) journal.append(trial);
    journal.close();
    expect(readRun(runs, 'r1')).toMatchObject({ header, folder, end: null });
    writeRunEnd(folder, end);
    const run = readRun(runs, 'r1');
    expect(run.end).toEqual(end);
    expect([...run.trials.values()]).toEqual([completed('a'), completed('b'), completed('a', 1)]);
    expect([...run.trials.keys()]).toEqual(['a#0', 'b#0', 'a#1']);
    expect(trialKey(completed('a', 1))).toBe('a#1');
  });

  test('none of that name: RUN_NOT_FOUND', () => {
    const runs = temporaryFolder();
    mkdirSync(path.join(runs, 'begun'));
    for (const id of ['none', 'begun']) {
      const [problem] = faultOf(() => readRun(runs, id)).problems;
      expect(problem.code).toBe('RUN_NOT_FOUND');
      expect(problem.message).toContain(id);
    }
  });

  test.each([
    ['header.json', '{"schemaVersion":1'],
    ['header.json', '{}'],
    ['header.json', JSON.stringify({ ...headerOf(), schemaVersion: 2 })],
    ['header.json', JSON.stringify({ ...headerOf(), more: 1 })],
    ['end.json', ''],
    ['end.json', JSON.stringify({ ...end, durationMs: null })],
  ])('%s with %j: RECORD_CORRUPT', (name, content) => {
    const runs = temporaryFolder();
    const folder = path.join(runs, 'r1');
    writeRunHeader(folder, headerOf());
    writeFileSync(path.join(folder, name), content);
    const [problem] = faultOf(() => readRun(runs, 'r1')).problems;
    expect(problem).toMatchObject({ code: 'RECORD_CORRUPT', place: { file: path.join(folder, name) } });
  });
});

describe('all runs', () => {
  test('oldest first, by id where they began together; what was never begun is none', () => {
    const runs = temporaryFolder();
    const started = { b: '2026-02-01', a: '2026-02-01', c: '2026-01-01', d: '2026-03-01' };
    for (const [id, startedAt] of Object.entries(started)) {
      writeRunHeader(path.join(runs, id), headerOf({ id, startedAt }));
    }
    mkdirSync(path.join(runs, 'empty'));
    expect(listRuns(runs).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
    expect(listRuns(path.join(runs, 'nowhere'))).toEqual([]);
  });
});
