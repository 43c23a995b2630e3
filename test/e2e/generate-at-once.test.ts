import { expect, test } from 'vitest';
import { echoProject, heldout, project, read, suite, target } from './cli.ts';

test('of two generations at once neither takes out what the other makes', async () => {
  const edge = (id: string, op: string) =>
    `{ id: ${id}, description: Written so., expect: invariant, quota: 4, generators: [{ use: perturb, with: { ops: [${op}], from: heldout } }] }`;
  const judges =
    'models:\n  judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: slow } }]';
  const yaml = suite('', `[${edge('loudly', 'upper')}, ${edge('padded', 'extra-whitespace')}]`);
  const folder = project({
    ...echoProject(40),
    'suite.yaml': yaml.replace('models:', judges),
    'judge.mjs': target(
      'await new Promise((done) => setTimeout(done, 1500)); return { text: text.toLowerCase() };',
    ),
  });
  const both = await Promise.all(
    ['say/loudly', 'say/padded'].map((cell) => heldout(folder, 'generate', 'suite.yaml', '--cell', cell)),
  );
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const cells = read(folder, 'echo/cases.jsonl').match(/"edgeCase":"(loudly|padded)"/g) ?? [];
  expect(new Set(cells).size).toBe(2);
});
