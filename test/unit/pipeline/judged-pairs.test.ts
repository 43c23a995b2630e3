import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DuelVote } from '../../../core/duel.ts';
import { positionEffect } from '../../../judges/calibration/position-effect.ts';
import { preferenceBeyondConsensus } from '../../../judges/calibration/self-preference.ts';
import { judgedPairs } from '../../../pipeline/calibration/judged-pairs.ts';
import { runsFolder } from '../../../pipeline/running/runs-folder.ts';
import { duelFile, openDuels } from '../../../runner/duel-log.ts';
import { realCase } from '../datasets/dataset-fixtures.ts';
import { temporaryFolder } from '../runner/run-fixtures.ts';
import { lineageOf, runOf } from './calibration-fixtures.ts';

const vote = (judge: string, preferred: DuelVote['preferred']): DuelVote => ({
  judge,
  family: judge,
  difference:
    preferred[0] === preferred[1] && preferred[0] !== 'tie' ? (preferred[0] === 'candidate' ? 1 : -1) : 0,
  preferred,
  candidateIsLonger: null,
  reason: '',
});

test('pairs that judges compared in both orders tell of place and of preference for the own family', () => {
  const loaded = { workspace: temporaryFolder() };
  const folder = path.join(runsFolder(loaded), 'new');
  mkdirSync(folder, { recursive: true });
  const log = openDuels(duelFile(folder, 'old', '0123abcd'));
  const cases = Array.from({ length: 40 }, (_, i) => realCase(`case ${i}`));
  for (const [i, { id }] of cases.entries()) {
    const better = i % 2 === 0 ? 'candidate' : 'baseline';
    const votes = [
      // Its own family made the candidate: it always wins.
      vote('a', ['candidate', 'candidate']),
      // What comes first wins.
      vote('b', ['candidate', 'baseline']),
      vote('c', [better, better]),
    ];
    log.append({ caseId: id, attempt: 0, duel: { status: 'compared', difference: 0, reason: '', votes } });
  }
  log.append({
    caseId: 'gone',
    attempt: 0,
    duel: { status: 'compared', difference: 0, reason: '', votes: [] },
  });
  log.close();
  const runs = [runOf('old', 'x', {}), runOf('new', 'a', {})];
  const pairs = judgedPairs(loaded, runs, cases, (judge) => lineageOf(judge));
  expect(pairs.voted).toHaveLength(40);
  const places = (judge: string) => positionEffect(pairs.swapped.get(judge) ?? []);
  expect(places('a')).toMatchObject({ effect: { estimate: 0 }, consistency: { rate: 1 } });
  expect(places('b')).toMatchObject({ effect: { estimate: 0.5 }, consistency: { rate: 0 } });
  // It gives the candidate all; the others give it half: b says neither throughout, c every other one.
  expect(preferenceBeyondConsensus(pairs.voted, 'a')?.estimate).toBeCloseTo(0.5, 12);
  // Of no other judge is one of the two its kin.
  expect(preferenceBeyondConsensus(pairs.voted, 'c')).toBeNull();
});
