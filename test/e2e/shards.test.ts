import { expect, test } from 'vitest';
import { echoProject, heldout, json, project } from './cli.ts';

test('two machines run a shard each; merge puts them together; gate decides', async () => {
  const folder = project(echoProject(80));
  const shard = (which: string) =>
    heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--shard', which, '--json');
  const first = await shard('1/2');
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain('Shard 1 of 2');
  const second = await shard('2/2');
  const planned = [first, second].map((one) =>
    json(one).runs.map(({ trials }: { trials: { planned: number } }) => trials.planned),
  );
  expect(planned.map(([baseline, candidate]) => baseline === candidate && candidate > 0)).toEqual([
    true,
    true,
  ]);
  expect(planned.flat().reduce((sum, one) => sum + one, 0)).toBe(160);

  const early = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect([early.code, json(early).error.code]).toEqual([2, 'SHARD_ALONE']);
  const merged = await heldout(folder, 'merge', 'suite.yaml', '.heldout', '--json');
  expect(merged.code, merged.stderr).toBe(0);
  expect(merged.stderr).toContain('next: `heldout gate suite.yaml`');
  const gated = await heldout(folder, 'gate', 'suite.yaml', '--json');
  expect(gated.code, gated.stderr).toBe(1);
  expect(json(gated)).toMatchObject({
    run: json(merged).runs[1].run,
    trials: { planned: 80, completed: 80 },
    slices: expect.arrayContaining([expect.objectContaining({ name: 'real/#loud', status: 'fail' })]),
  });
});

test('a shard that there cannot be is refused', async () => {
  const folder = project(echoProject(8));
  for (const which of ['3/2', 'half']) {
    const outcome = await heldout(folder, 'run', 'suite.yaml', '--shard', which);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('Write which part of how many, such as 1/4.');
  }
});
