import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { heldout, json, write } from './cli.ts';
import { judgedProject, judgedSuite } from './judged-project.ts';

const arena = '[{ use: arena, with: { criteria: Which of them names the period? } }]';

async function arenaProject(n = 60) {
  const made = await judgedProject(n);
  write(made.folder, { 'suite.yaml': judgedSuite(made.judge('first'), '', arena) });
  return made;
}

test('the output that judges prefer in both orders wins; the gate decides on wins and losses, and asks nobody twice', async () => {
  const { folder, server } = await arenaProject();
  const same = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
  expect(same).toMatchObject({ status: 'pass', arena: { judged: 0, plain: 60, judges: [] } });
  expect(same.arms[0]).toMatchObject({ gains: 0, losses: 0, n: 60, difference: 0, candidate: 0.5 });

  const asked = server.arrived();
  const broken = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--json');
  expect(broken.code, broken.stderr).toBe(1);
  const report = json(broken);
  // Half of the tools end in an even number, whose period it does not know; the others tie.
  expect(report).toMatchObject({ status: 'fail', spend: { requests: 120 } });
  expect(report.arms[0]).toMatchObject({ gains: 0, losses: 30, n: 60, difference: -0.5, baseline: 0.75 });
  expect(report.arena).toMatchObject({
    judged: 60,
    plain: 0,
    unscored: 0,
    judges: [{ family: 'first', pairs: 60, wins: 0, losses: 30, ties: 30, consistent: { share: 1 } }],
  });
  expect(report.arena.judges[0].firstPreferred).toMatchObject({ n: 60, share: 0.5 });
  expect(report.lost[0]).toMatchObject({ reason: 'baseline: The other one says it.' });
  expect(server.arrived() - asked).toBeLessThan(125);

  // Rendered again from the records: no judge is needed.
  await server.close();
  rmSync(`${folder}/.heldout/cache.sqlite`);
  const again = await heldout(folder, 'report', 'suite.yaml', '--run', report.run);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toContain('Arena\n  60 pairs of outputs judged, in both orders\n');
  expect(again.stdout).toMatch(/0 wins, 30 ties, 30 losses;\n? +the same in both orders 100 % of 60/);
  for (const line of again.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  const told = await heldout(folder, 'explain', report.lost[0].caseId);
  expect(told.stdout.replace(/\s+/g, ' ')).toMatch(
    /duel +\S+ beside \S+: loss -1: baseline: The other one says it\./,
  );
}, 120_000);

test('arena stands alone, needs a judge, and is told with its cost', async () => {
  const { folder, judge } = await arenaProject(4);
  const checked = await heldout(folder, 'check', 'suite.yaml', '--json');
  expect(json(checked)).toMatchObject({ ok: true, scoring: { calls: 8 } });
  write(folder, { 'suite.yaml': judgedSuite(judge('first'), '', '[{ use: contains }, { use: arena }]') });
  expect(json(await heldout(folder, 'check', 'suite.yaml', '--json')).problems).toMatchObject([
    { code: 'SUITE_VALUE', line: 11, message: expect.stringContaining('cannot stand beside scorers') },
  ]);
  write(folder, { 'suite.yaml': judgedSuite('', '', arena) });
  expect(json(await heldout(folder, 'check', 'suite.yaml', '--json')).problems).toMatchObject([
    { code: 'SUITE_MISSING_KEY', message: expect.stringContaining('`arena` asks a language model') },
  ]);
});

test('another judge compares the same runs anew, beside what the old one said', async () => {
  const { folder, judge } = await arenaProject(30);
  const tested = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--json');
  const { run, baseline } = json(tested);
  write(folder, { 'suite.yaml': judgedSuite(judge('second'), '', arena) });
  const again = json(await heldout(folder, 'gate', 'suite.yaml', '--run', run, '--json'));
  expect(again).toMatchObject({ run, baseline, arena: { judges: [{ family: 'second', pairs: 30 }] } });
  expect(again.spend.requests).toBe(60);
  const { readdirSync } = await import('node:fs');
  const kept = readdirSync(`${folder}/.heldout/runs/${run}`).filter((name) => name.startsWith('duels-'));
  expect(kept).toHaveLength(2);
  expect(existsSync(`${folder}/.heldout/runs/${baseline}/header.json`)).toBe(true);
}, 120_000);
