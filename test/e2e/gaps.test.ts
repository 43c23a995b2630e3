import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { echoProject, heldout, json, project, read, target, write } from './cli.ts';

test('gaps: no run is exit 2 with what to do; then the weak tag is named, for people and machines', async () => {
  const folder = project({ ...echoProject(120), 'hopeless.mjs': target('return { text: "x" };') });
  const none = await heldout(folder, 'gaps', 'suite.yaml');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('heldout run suite.yaml --target REF');

  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./broken.mjs');
  const told = await heldout(folder, 'gaps', 'suite.yaml');
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('1 of 1 cell is weak');
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const found = json(await heldout(folder, 'gaps', 'suite.yaml', '--json'));
  expect(found.cells).toMatchObject([{ name: 'real/#loud', n: 30, rate: 0, goal: 1, weak: true }]);
  expect(found.hypotheses).toMatchObject([{ weakSkill: 'real/#loud', by: 'rules' }]);

  await heldout(folder, 'run', 'suite.yaml');
  expect((await heldout(folder, 'gaps', 'suite.yaml')).stdout).toContain('No failures');
  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./hopeless.mjs');
  expect((await heldout(folder, 'gaps', 'suite.yaml')).stdout).toContain('Every case fails');
});

test('gaps --ask has a judge say why, recorded and replayed; without it nothing of a model is taken', async () => {
  const reply = '{"evidence":[1],"why":"They shout.","weakSkill":"hearing loud words","common":"yes"}';
  const folder = project({
    ...echoProject(120),
    'persona.yaml': `answers: [{ match: 'real/#loud: ', reply: '${reply}' }]\n`,
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./broken.mjs');
  expect(await heldout(folder, 'gaps', 'suite.yaml', '--max-cost', '1')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('`--max-cost` is for `--ask`'),
  });

  const judge = `judges: [{ use: "openai-compatible:j@${server.url}/v1", lineage: { vendor: none, family: j }, price: { inputUsd: 1, outputUsd: 1 } }]`;
  write(folder, {
    'suite.yaml': read(folder, 'suite.yaml').replace('models:\n', `models:\n  ${judge}\n`),
  });
  const told = await heldout(
    folder,
    'gaps',
    'suite.yaml',
    '--ask',
    '--max-cost',
    '1',
    '--record',
    'tape.jsonl',
  );
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toMatch(/real\/#loud: hearing loud words\. They shout\./);
  expect(told.stdout).toMatch(/wrote 1 of 1\.\s+1 request, 0\.\d{4}\s+USD/);
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  await server.close();
  const again = json(
    await heldout(folder, 'gaps', 'suite.yaml', '--ask', '--replay', 'tape.jsonl', '--json'),
  );
  expect(again.hypotheses).toMatchObject([{ cell: 'real/#loud', why: 'They shout.', unwritten: null }]);
  expect(again.asked.spend.requests).toBe(0);
});
