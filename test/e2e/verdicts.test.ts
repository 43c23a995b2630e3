import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { echoProject, heldout, json, project, read, rows, write } from './cli.ts';

describe('the three verdicts', () => {
  test('a good candidate passes: exit 0, reports on disk', async () => {
    const folder = project(echoProject(400));
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./good.mjs');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stdout).toContain('GATE  PASS  (exit 0)');
    expect(outcome.stdout).toContain('400 planned = 400 completed + 0 errored + 0 skipped');
    const [run] = readdirSync(path.join(folder, '.heldout/runs')).filter((id) =>
      outcome.stdout.includes(`candidate  module:./good.mjs, run ${id}`),
    );
    for (const file of [
      'report.txt',
      'report.json',
      'report.md',
      'report.xml',
      'header.json',
      'journal.jsonl',
    ]) {
      expect(read(folder, `.heldout/runs/${run}/${file}`).length).toBeGreaterThan(100);
    }
    expect(read(folder, '.heldout/.gitignore')).toBe('*\n');
    for (const line of outcome.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('a broken one fails, naming the slice: exit 1, the same in text and JSON', async () => {
    const folder = project(echoProject(400));
    const args = ['test', 'suite.yaml', '--target', 'module:./broken.mjs'];
    const people = await heldout(folder, ...args);
    expect(people.code, people.stderr).toBe(1);
    expect(people.stdout).toMatch(/FAIL +real\/#loud: worse by more than the margin/);
    const machine = await heldout(folder, ...args, '--json');
    expect(machine.code).toBe(1);
    const document = json(machine);
    expect(document).toMatchObject({
      schemaVersion: 1,
      status: 'fail',
      exitCode: 1,
      trials: { planned: 400, completed: 400 },
    });
    expect(document.slices.find((slice: { name: string }) => slice.name === 'real/#loud')).toMatchObject({
      status: 'fail',
      n: 100,
      tag: 'loud',
      difference: -1,
    });
    expect(machine.stderr).toContain('GATE  FAIL');
  });

  test('ten real rows decide nothing: exit 3, and how many more are needed', async () => {
    const folder = project(echoProject(10));
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--json');
    expect(outcome.code, outcome.stderr).toBe(3);
    // The floor at margin .05 is 59.
    expect(json(outcome)).toMatchObject({
      status: 'inconclusive',
      arms: [{ origin: 'real', n: 10, nMore: 49 }],
    });
    expect(outcome.stderr).toContain('+49 real cases');
  });

  test('`inconclusive: pass` lets it through, and the status stays', async () => {
    const folder = project(echoProject(10, '  inconclusive: pass\n'));
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--json');
    expect(outcome.code).toBe(0);
    expect(json(outcome)).toMatchObject({ status: 'inconclusive', exitCode: 0 });
  });
});

describe('baselines', () => {
  test('an accepted run is compared with; when the dataset changes it is named and the model stands in', async () => {
    const folder = project(echoProject(100));
    const ran = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
    const accepted = await heldout(folder, 'baseline', 'suite.yaml', '--run', ran.run);
    expect(accepted.code, accepted.stderr).toBe(0);
    const first = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
    expect(first.baseline).toBe(ran.run);
    write(folder, { 'rows.jsonl': rows(120) });
    const second = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
    expect(second.baseline).not.toBe(ran.run);
    expect(second.notes.join('\n')).toContain(
      'the accepted baseline does not fit (the dataset has changed since)',
    );
    write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace(/ {2}baseline:.*\n/, '') });
    const alone = await heldout(folder, 'test', 'suite.yaml', '--json');
    expect(alone.code).toBe(2);
    expect(json(alone).error.code).toBe('BASELINE_MISMATCH');
  });

  test('rows that may not be copied leave no text in what is committed or reported', async () => {
    const folder = project(
      echoProject(
        80,
        '',
        '[{ id: typos, description: Typing errors., expect: invariant, quota: 5, generators: [{ use: perturb, with: { ops: [typo], from: heldout } }] }]',
      ),
    );
    const secret = (n: number) =>
      Array.from(
        { length: n },
        (_, i) => `${JSON.stringify({ input: `SECRETWORD please say w${i}`, expected: `w${i}` })}\n`,
      ).join('');
    write(folder, {
      'rows.jsonl': secret(80),
      'suite.yaml': read(folder, 'suite.yaml').replace('CC0-1.0', 'internal'),
    });
    expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);
    expect((await heldout(folder, 'freeze', 'suite.yaml')).code).toBe(0);
    const ran = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
    expect((await heldout(folder, 'baseline', 'suite.yaml', '--run', ran.run)).code).toBe(0);
    const tested = json(
      await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--json'),
    );
    const files = [
      'echo/baseline.jsonl',
      'echo/versions/1.json',
      'echo/local.json',
      'echo/cases.jsonl',
      ...Object.values<string>(tested.files),
    ];
    for (const file of files) expect(read(folder, file)).not.toContain('SECRETWORD');
    // The local part holds them, outside version control.
    expect(read(folder, '.heldout/suites/echo/cases.jsonl')).toMatch(/SECRETWORD/);
  });
});

test('gate decides on the newest run, starts none, and report renders again', async () => {
  const folder = project(echoProject(400));
  const early = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect([early.code, json(early).error.code]).toEqual([2, 'RUN_NOT_FOUND']);
  const ran = json(await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./broken.mjs', '--json'));
  const without = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect([without.code, json(without).error.code]).toEqual([2, 'BASELINE_MISSING']);
  await heldout(folder, 'test', 'suite.yaml');
  const gated = await heldout(folder, 'gate', 'suite.yaml', '--run', ran.run, '--json');
  expect([gated.code, json(gated).status]).toEqual([1, 'fail']);
  const printed = await heldout(folder, 'report', 'suite.yaml', '--run', ran.run, '--format', 'md');
  expect(printed.code).toBe(0);
  expect(printed.stdout).toContain('real/#loud');
  const written = await heldout(folder, 'report', 'suite.yaml', '--format', 'junit,json', '--out', 'out');
  expect(written.code, written.stderr).toBe(0);
  expect(readdirSync(path.join(folder, 'out')).sort()).toEqual(['report.json', 'report.xml']);
});
