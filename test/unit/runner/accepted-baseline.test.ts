import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { shortDigest } from '../../../core/digest.ts';
import type { Trial } from '../../../core/run.ts';
import { readBaseline, writeBaseline } from '../../../runner/accepted-baseline.ts';
import { caseScore } from '../../../runner/case-score.ts';
import { type RunRecord, trialKey } from '../../../runner/run-records.ts';
import { completed, errored, faultOf, headerOf, temporaryFolder } from './run-fixtures.ts';

const accepted = new Date('2026-01-02T00:00:00.000Z');

function runOf(...trials: readonly Trial[]): RunRecord {
  const byKey = new Map(trials.map((trial) => [trialKey(trial), trial]));
  return { header: headerOf({ planned: trials.length }), folder: '', trials: byKey, end: null };
}

describe('a baseline', () => {
  test('comes back sorted by case and attempt', () => {
    const file = path.join(temporaryFolder(), 'suite', 'baseline.jsonl');
    const run = runOf(completed('b'), completed('a', 1), completed('a'), errored('c', 'target'));
    writeBaseline(file, run, accepted, () => true);
    const baseline = readBaseline(file);
    expect(baseline).toMatchObject({ header: run.header, acceptedAt: accepted.toISOString() });
    expect(baseline?.trials.map(trialKey)).toEqual(['a#0', 'a#1', 'b#0', 'c#0']);
    expect(baseline?.trials[0]).toMatchObject({
      status: 'completed',
      output: { text: 'an answer' },
      outputDigest: shortDigest('an answer'),
    });
  });

  test('of a case that may not be copied no word is kept, and its score is the same', () => {
    const secret = 'the customer said 8f1c';
    const scores = [
      { scorer: 'exact', status: 'scored', value: 0.5, reason: `not ${secret}`, answer: secret },
      { scorer: 'label', status: 'scored', value: 1, reason: secret, answer: null },
    ] as const;
    const told: Trial = { ...completed('a'), output: { text: secret }, scores };
    const failed: Trial = { ...errored('b', 'target'), message: secret };
    const silent: Trial = {
      ...completed('c'),
      output: { text: secret },
      scores: [{ scorer: 'exact', status: 'unscored', reason: secret }],
    };
    const file = path.join(temporaryFolder(), 'baseline.jsonl');
    writeBaseline(file, runOf(told, failed, silent), accepted, () => false);
    expect(readFileSync(file, 'utf8')).not.toContain('8f1c');
    const trials = readBaseline(file)?.trials ?? [];
    expect(trials.map(({ output }) => output)).toEqual([null, null, null]);
    expect(trials.map(({ outputDigest }) => outputDigest)).toEqual([
      shortDigest(secret),
      null,
      shortDigest(secret),
    ]);
    expect(trials.map((trial) => caseScore([trial], 1).status)).toEqual(['scored', 'scored', 'unscored']);
    expect(caseScore(trials.slice(0, 1), 1)).toEqual({ status: 'scored', value: 0.5 });
  });

  test('the same run gives the same bytes, whatever order its trials ended in', () => {
    const folder = temporaryFolder();
    const trials = [completed('a'), completed('b'), errored('c', 'infra')];
    const write = (name: string, run: RunRecord) => {
      writeBaseline(path.join(folder, name), run, accepted, () => true);
      return readFileSync(path.join(folder, name), 'utf8');
    };
    expect(write('1', runOf(...trials))).toBe(write('2', runOf(...trials.toReversed())));
  });
});

describe('what cannot be read', () => {
  test('no file is no baseline', () => {
    expect(readBaseline(path.join(temporaryFolder(), 'baseline.jsonl'))).toBe(null);
  });

  test.each<[string, (lines: string[]) => string, number | null]>([
    ['an empty file', () => '', null],
    ['no header', ([, first]) => `${first}\n`, 1],
    ['a torn last line', ([head, first]) => `${head}\n${first?.slice(0, 40)}`, 2],
    ['an empty line', ([head, first]) => `${head}\n\n${first}\n`, 2],
    [
      'a header of another version',
      ([head]) => `${head?.replace('"schemaVersion":1', '"schemaVersion":2')}\n`,
      1,
    ],
    [
      'a score out of range',
      ([head, first]) => `${head}\n${first?.replace('"value":1', '"value":1.5')}\n`,
      2,
    ],
  ])('%s: RECORD_CORRUPT, and where', (_name, broken, line) => {
    const file = path.join(temporaryFolder(), 'baseline.jsonl');
    writeBaseline(file, runOf(completed('a')), accepted, () => true);
    writeFileSync(file, broken(readFileSync(file, 'utf8').split('\n')));
    const [problem] = faultOf(() => readBaseline(file)).problems;
    expect(problem).toMatchObject({ code: 'RECORD_CORRUPT', place: { file, line, column: null } });
    expect(problem.hint).toContain('heldout baseline');
  });
});
