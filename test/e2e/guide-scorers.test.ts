import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, rows, target } from './cli.ts';

const guide = readFileSync(path.join(import.meta.dirname, '../../docs/guide.md'), 'utf8');
const section = guide.slice(guide.indexOf('\n## Scorers\n'), guide.indexOf('\n## The gate\n'));
const snippets = [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);

/** A judge that takes the first level that it is offered. */
async function projectWith(score: string) {
  const folder = project({
    'rows.jsonl': rows(8),
    'good.mjs': target('return { text };'),
    'other.mjs': target('return { text: "Well: " + text };'),
  });
  const server = await mock({ workingFolder: folder });
  onTestFinished(() => server.close());
  const suite = `schemaVersion: 1
id: echo
title: Echo
task: { kind: chat, instructions: Echo the message. }
data: { heldout: [{ path: rows.jsonl, licence: CC0-1.0 }] }
models:
  judges: [{ use: "openai-compatible:mock@${server.url}/v1", lineage: { vendor: none, family: mock } }]
  target: { use: "module:./other.mjs", lineage: { vendor: none, family: echo } }
  baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: echo } }
skills: [{ id: say, description: Repeats the message. }]
${score}
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
  const { writeFileSync } = await import('node:fs');
  writeFileSync(path.join(folder, 'suite.yaml'), suite);
  return folder;
}

test('the guide shows how to name each kind', () => {
  expect(snippets.map((text) => /use: ([a-z-]+)/.exec(text)?.[1])).toEqual(['rubric', 'arena']);
});

test('the rubric of the guide scores a run', async () => {
  const folder = await projectWith(snippets[0] ?? '');
  const run = await heldout(folder, 'run', 'suite.yaml', '--json');
  expect(run.code, run.stderr).toBe(0);
  // The first level of each point: solved, and stated, also what must not be: capped at 0.
  expect(json(run)).toMatchObject({ trials: { unscored: 0 }, scores: [{ scorer: 'rubric', n: 8, mean: 0 }] });
});

test('the arena of the guide compares two runs', async () => {
  const folder = await projectWith(snippets[1] ?? '');
  const tested = await heldout(folder, 'test', 'suite.yaml', '--json');
  expect(tested.code, tested.stderr).toBe(3);
  // A judge that always prefers the first one: all ties, and the report shows why.
  expect(json(tested)).toMatchObject({
    status: 'inconclusive',
    arms: [{ gains: 0, losses: 0, n: 8 }],
    arena: { judges: [{ ties: 8, consistent: { share: 0 }, firstPreferred: { n: 16, share: 1 } }] },
  });
});
