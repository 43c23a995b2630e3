import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { heldout, json, read, write } from './cli.ts';
import { judgedProject, judgedSuite } from './judged-project.ts';

test('another judge grades kept outputs again: no target is called, no old grade is taken for a new one, both stay', async () => {
  const { folder, server, judge } = await judgedProject();
  const first = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
  const kept = read(folder, `.heldout/runs/${first.run}/journal.jsonl`);
  expect(first.regrade).toBe(null);
  rmSync(`${folder}/good.mjs`);

  // The same judge again: every grade is known.
  const asked = server.arrived();
  const same = json(await heldout(folder, 'run', 'suite.yaml', '--regrade', first.run, '--json'));
  expect(server.arrived() - asked).toBeLessThan(5);
  expect(same).toMatchObject({ spend: { requests: 0 }, trials: { completed: 60 }, regrade: { differ: 0 } });

  // Unless it is to be asked again.
  const anew = json(
    await heldout(folder, 'run', 'suite.yaml', '--regrade', first.run, '--no-cache', '--json'),
  );
  expect(anew.spend.requests).toBe(60);

  // Another judge: every output is judged anew.
  write(folder, { 'suite.yaml': judgedSuite(judge('strict')) });
  const second = await heldout(folder, 'run', 'suite.yaml', '--regrade', first.run, '--json');
  expect(second.code, second.stderr).toBe(0);
  const { run, spend, regrade, scores, target } = json(second);
  expect(spend.requests).toBe(60);
  expect(target).toBe('module:./good.mjs');
  expect(regrade).toMatchObject({
    of: first.run,
    outputs: 60,
    scorers: [{ scorer: 'equivalence', n: 60, before: 1 }],
  });
  expect(regrade.differ).toBeGreaterThan(8);
  expect(regrade.differ).toBeLessThan(30);
  expect(regrade.scorers[0].after).toBeCloseTo(1 - regrade.differ / 60, 10);
  expect(regrade.scorers[0].after).toBe(scores[0].mean);
  expect(regrade.changes).toHaveLength(Math.min(20, regrade.differ));
  expect(read(folder, `.heldout/runs/${first.run}/journal.jsonl`)).toBe(kept);
  expect(run).not.toBe(first.run);

  // The same judge asked in other words: anew again.
  const words =
    'prompts: { equivalence/compare: { user: "{{reference}} {{answer}} Does the answer say the same?" } }\n';
  write(folder, { 'suite.yaml': judgedSuite(judge('strict'), words) });
  const reworded = json(await heldout(folder, 'run', 'suite.yaml', '--regrade', first.run, '--json'));
  expect(reworded.spend.requests).toBe(60);

  const [{ caseId }] = regrade.changes;
  const told = (await heldout(folder, 'explain', caseId)).stdout.replace(/\s+/g, ' ');
  expect(told).toContain(`${run} (candidate module:./good.mjs, ${first.run} graded again)`);
  expect(told).toContain(`${first.run} (candidate module:./good.mjs)`);
  expect(told).toMatch(/equivalence 0: different: It is too short\./);
  expect(told).toMatch(/equivalence 1: same: Both say it\./);
}, 120_000);

test('candidate and baseline graded again can be gated, also the baseline out of version control; the report says so', async () => {
  const { folder, judge } = await judgedProject();
  const { run } = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
  expect((await heldout(folder, 'baseline', 'suite.yaml', '--run', run)).code).toBe(0);
  rmSync(`${folder}/.heldout`, { recursive: true });

  write(folder, { 'suite.yaml': judgedSuite(judge('strict')) });
  const refused = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect(json(refused).error.code).toBe('RUN_NOT_FOUND');
  const again = await heldout(folder, 'run', 'suite.yaml', '--regrade', run);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toMatch(new RegExp(`Beside run ${run}: \\d+ of 60 outputs got another grade`));
  expect(again.stdout).toMatch(
    /origin +scorer +n +before +now +differ\n +real +equivalence +60 +1\.0000 +0\.\d{4} +\d+/,
  );
  for (const line of again.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  const id = /run (\S+)/.exec(again.stdout)?.[1] ?? '';
  expect((await heldout(folder, 'baseline', 'suite.yaml', '--run', id)).code).toBe(0);
  const gated = await heldout(folder, 'gate', 'suite.yaml', '--run', id, '--json');
  expect(json(gated)).toMatchObject({ status: 'pass', baseline: id });
}, 120_000);

test('a run that is not there, of another dataset, or a target beside it is refused, exit 2', async () => {
  const { folder } = await judgedProject(4);
  const { run } = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
  const missing = await heldout(folder, 'run', 'suite.yaml', '--regrade', 'nope', '--json');
  expect([missing.code, json(missing).error.code]).toEqual([2, 'RUN_NOT_FOUND']);
  const both = await heldout(folder, 'run', 'suite.yaml', '--regrade', run, '--target', 'module:./x.mjs');
  expect(both.code).toBe(2);
  expect(both.stderr).toContain("'--regrade <id>' cannot be used with option '--target <ref>'");
  write(folder, { 'rows.jsonl': '{"input":"For how long is tool 1 lent?","expected":"ever"}\n' });
  const moved = await heldout(folder, 'run', 'suite.yaml', '--regrade', run, '--json');
  expect(json(moved).error).toMatchObject({
    code: 'RUN_MISMATCH',
    message: expect.stringContaining('the dataset has changed since'),
  });
});
