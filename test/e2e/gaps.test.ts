import { expect, test } from 'vitest';
import { echoProject, heldout, json, project, target } from './cli.ts';

test('gaps: no run is exit 2 with what to do; then the weak tag is named, for people and machines', async () => {
  const folder = project({ ...echoProject(120), 'hopeless.mjs': target('return { text: "x" };') });
  const none = await heldout(folder, 'gaps', 'suite.yaml');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('heldout run suite.yaml --target REF');

  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./broken.mjs');
  const told = await heldout(folder, 'gaps', 'suite.yaml');
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('1 of 1 cells are weak');
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const found = json(await heldout(folder, 'gaps', 'suite.yaml', '--json'));
  expect(found.cells).toMatchObject([{ name: 'real/#loud', n: 30, rate: 0, goal: 1, weak: true }]);
  expect(found.hypotheses).toMatchObject([{ weakSkill: 'real/#loud', by: 'rules' }]);

  await heldout(folder, 'run', 'suite.yaml');
  expect((await heldout(folder, 'gaps', 'suite.yaml')).stdout).toContain('No failures');
  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./hopeless.mjs');
  expect((await heldout(folder, 'gaps', 'suite.yaml')).stdout).toContain('Every case fails');
});
