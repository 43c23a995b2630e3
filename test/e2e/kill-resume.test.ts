import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { echoProject, heldout, json, project, start, target } from './cli.ts';

const cases = 600;
const slow = {
  ...echoProject(cases),
  'slow.mjs': target('await new Promise((done) => setTimeout(done, 20)); return { text };'),
};
const args = ['run', 'suite.yaml', '--target', 'module:./slow.mjs', '--concurrency', '4'];

/** The case ids in the journals of all runs; lines that a kill tore apart are left out. */
function journalled(folder: string): readonly string[] {
  const runs = path.join(folder, '.heldout/runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs).flatMap((id) => {
    const file = path.join(runs, id, 'journal.jsonl');
    if (!existsSync(file)) return [];
    const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return whole.map((line): string => JSON.parse(line).caseId);
  });
}

async function untilStarted(folder: string): Promise<void> {
  for (let i = 0; i < 400 && journalled(folder).length === 0; i++) await wait(50);
}

test('kill -9 at random moments, then --resume: every case exactly once in journal and tally', async () => {
  const folder = project(slow);
  const random = createRandom('kill');
  for (let round = 0; round < 4; round++) {
    const running = start(folder, [...args, ...(round === 0 ? [] : ['--resume'])]);
    if (round === 0) await untilStarted(folder);
    await wait(random.integer(300, 1300));
    running.process.kill('SIGKILL');
    await running.ended;
  }
  const before = journalled(folder).length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(cases);
  const outcome = await heldout(folder, ...args, '--resume', '--json');
  expect(outcome.code, outcome.stderr).toBe(0);
  const { trials } = json(outcome);
  expect(trials).toMatchObject({ planned: cases, completed: cases, errored: 0, skipped: 0 });
  const ids = journalled(folder);
  expect(ids.length).toBe(cases);
  expect(new Set(ids).size).toBe(cases);
  expect(readdirSync(path.join(folder, '.heldout/runs'))).toHaveLength(1);
});

test('an interrupt keeps what is finished: exit 130, and --resume completes', async () => {
  const folder = project(slow);
  const running = start(folder, [...args, '--json']);
  await untilStarted(folder);
  running.process.kill('SIGINT');
  const stopped = await running.ended;
  expect(stopped.code, stopped.stderr).toBe(130);
  const { trials } = json(stopped);
  expect(trials.planned).toBe(trials.completed + trials.errored + trials.skipped);
  expect(trials.completed).toBe(journalled(folder).length);
  expect(trials.skipped).toBeGreaterThan(0);
  const resumed = await heldout(folder, ...args, '--resume', '--json');
  expect(resumed.code).toBe(0);
  expect(json(resumed).trials.completed).toBe(cases);
  expect(new Set(journalled(folder)).size).toBe(cases);
});

test('a killed run cannot be gated', async () => {
  const folder = project(slow);
  const running = start(folder, args);
  await untilStarted(folder);
  running.process.kill('SIGKILL');
  await running.ended;
  const outcome = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect(outcome.code).toBe(2);
  expect(json(outcome).error.code).toMatch(/RUN_UNFINISHED|BASELINE_MISSING/);
});
