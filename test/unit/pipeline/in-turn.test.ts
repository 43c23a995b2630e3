import path from 'node:path';
import { expect, test } from 'vitest';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { inTurn } from '../../../pipeline/running/in-turn.ts';
import { lockRun } from '../../../runner/run-lock.ts';
import { echoProject, project } from '../../e2e/cli.ts';

test('who waits is told for whom, once, and gets the turn', async () => {
  const loaded = await loadSuite('suite.yaml', project(echoProject(4)));
  const letGo = lockRun(path.join(loaded.workspace, 'turns', loaded.suite.id));
  const told: string[] = [];
  const waiting = inTurn(
    loaded,
    new AbortController().signal,
    async () => 'done',
    (why) => told.push(why),
  );
  setTimeout(letGo, 600);
  expect(await waiting).toBe('done');
  expect(told).toEqual([
    expect.stringMatching(/^waiting for my turn: process \d+ is working on .*turns.echo$/),
  ]);
  const alone: string[] = [];
  await inTurn(
    loaded,
    new AbortController().signal,
    async () => {},
    (why) => alone.push(why),
  );
  expect(alone).toEqual([]);
});
