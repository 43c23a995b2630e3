import { expect, test } from 'vitest';
import { echoProject, heldout, json, project, read, write } from './cli.ts';

const quota =
  '[{ id: lower, description: Small letters., expect: invariant, quota: 20, generators: [{ use: perturb, with: { ops: [lower], from: heldout } }] }]';

test('both arms of a comparison are kept once, those with other scorers apart, and the report says how many there are', async () => {
  const folder = project(echoProject(40, '', quota));
  await heldout(folder, 'generate', 'suite.yaml');
  const tested = await heldout(folder, 'test', 'suite.yaml', '--json');
  const first = json(tested);
  expect(first.transfer).toMatchObject({ runs: 0, needed: 19, band: null });
  expect(tested.stderr.replace(/\s+/g, ' ')).toContain('transfer history 0 of 19 runs');
  await heldout(folder, 'gate', 'suite.yaml');
  const lines = () =>
    read(folder, 'echo/transfer.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(lines()).toMatchObject([{ run: first.run, baseline: first.baseline, real: 0, synthetic: 0 }]);
  const second = json(
    await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--json'),
  );
  expect(second.transfer.runs).toBe(1);
  expect(lines()[1]).toMatchObject({ run: second.run, real: second.arms[0].difference });
  write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace('contains', 'exact') });
  const other = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
  expect(other.transfer.runs).toBe(0);
});
