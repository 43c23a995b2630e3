import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { echoProject, heldout, json, project, read, write } from './cli.ts';

const ids = (folder: string, run: string) =>
  read(folder, path.join('.heldout/runs', run, 'journal.jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).caseId);

describe('a gate that looks before the end', () => {
  test.each(['obf', 'eprocess'])(
    '%s passes a good candidate with fewer calls, and says how many',
    async (rule) => {
      const folder = project(echoProject(400, `  sequential: ${rule}\n`));
      const tested = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./good.mjs', '--json');
      expect(tested.code, tested.stderr).toBe(0);
      const { run, trials, sequential, arms } = json(tested);
      expect(sequential).toMatchObject({
        rule,
        planned: 400,
        savedCalls: trials.unneeded,
        isHopeless: false,
      });
      expect(sequential.cases).toBe(arms[0].n);
      expect(trials.unneeded).toBeGreaterThan(100);
      expect(trials.completed + trials.unneeded).toBe(400);
      expect(tested.stderr.replace(/\s+/g, ' ')).toContain(`${trials.unneeded} calls saved`);
      expect(ids(folder, run)).toHaveLength(trials.completed);
      // Decided again out of the records it is the same.
      const again = json(await heldout(folder, 'gate', 'suite.yaml', '--json'));
      expect([again.status, again.arms, again.sequential]).toEqual(['pass', arms, sequential]);
    },
  );

  test('a run that ended early is no baseline, nor decided by another rule; the rest can be run', async () => {
    const folder = project(echoProject(400, '  sequential: eprocess\n'));
    const target = ['--target', 'module:./broken.mjs'];
    const tested = await heldout(folder, 'test', 'suite.yaml', ...target, '--json');
    expect(tested.code).toBe(1);
    const { run, sequential } = json(tested);
    expect(sequential.savedCalls).toBeGreaterThan(200);
    const accepted = await heldout(folder, 'baseline', 'suite.yaml', '--run', run);
    expect([accepted.code, accepted.stderr]).toEqual([2, expect.stringContaining('ended early')]);
    write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace('eprocess', 'none') });
    const other = await heldout(folder, 'gate', 'suite.yaml');
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('--every-case')]);
    const rest = json(
      await heldout(folder, 'run', 'suite.yaml', '--resume', '--every-case', ...target, '--json'),
    );
    expect([rest.run, rest.trials.completed, rest.trials.unneeded]).toEqual([run, 400, 0]);
    expect((await heldout(folder, 'gate', 'suite.yaml')).code).toBe(1);
    expect(new Set(ids(folder, run)).size).toBe(400);
  });

  test('`run` ends early too where there is a baseline to compare with, and else runs every case', async () => {
    const folder = project(echoProject(400, '  sequential: eprocess\n'));
    const alone = json(await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./good.mjs', '--json'));
    expect(alone.trials).toMatchObject({ completed: 400, unneeded: 0 });
    await heldout(folder, 'baseline', 'suite.yaml', '--run', alone.run);
    const again = await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./good.mjs', '--json');
    expect(again.code).toBe(0);
    expect(json(again).trials.unneeded).toBeGreaterThan(200);
    expect(again.stderr).toContain('ended early');
  });
});
