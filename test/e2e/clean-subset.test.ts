import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { heldout, json, project, write } from './cli.ts';

/** No two of them are alike. */
const question = (n: number) =>
  `${[1, 2, 3, 4].map((k) => ((n * 7919 + 1) * k * 104_729).toString(36)).join(' ')} ${n}`;

/** A candidate that knows the 60 rows it was trained on and every second one of the 140 others; a baseline with every second. */
const files = {
  'rows.jsonl': Array.from(
    { length: 200 },
    (_, n) => `${JSON.stringify({ input: question(n), expected: `a${n}` })}\n`,
  ).join(''),
  'train.jsonl': Array.from(
    { length: 60 },
    (_, n) => `${JSON.stringify({ text: question(n).toUpperCase() })}\n`,
  ).join(''),
  'new.mjs': `export const target = { async call({ messages }) {
  const n = Number(messages.at(-1).content.match(/\\d+$/)[0]);
  return { text: n < 60 || n % 2 === 0 ? 'a' + n : 'no' }; } };`,
  'old.mjs': `export const target = { async call({ messages }) {
  const n = Number(messages.at(-1).content.match(/\\d+$/)[0]);
  return { text: n % 2 === 0 ? 'a' + n : 'no' }; } };`,
  'suite.yaml': `schemaVersion: 1
id: rooms
title: Rooms
task: { kind: qa, instructions: Answer. }
data:
  heldout: [{ path: rows.jsonl }]
  training: [{ path: train.jsonl, map: { input: text } }]
models:
  target: { use: "module:./new.mjs", lineage: { vendor: none, family: new } }
  baseline: { use: "module:./old.mjs", lineage: { vendor: none, family: old } }
skills: [{ id: rooms, description: Rooms. }]
score: [{ use: exact }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`,
};

test('every report shows the figures without the cases that stand in the training rows, and what is not known', async () => {
  const folder = project(files);
  const report = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
  expect(report.arms).toMatchObject([{ n: 200, baseline: 0.5, candidate: 0.65 }]);
  expect(report.clean).toMatchObject({
    trainingRows: 60,
    leftOut: { real: 60, synthetic: 0 },
    arms: [{ origin: 'real', n: 140, baseline: 0.5, candidate: 0.5, gains: 0, losses: 0 }],
    scores: [{ scorer: 'exact', origin: 'real', n: 140, mean: 0.5 }],
  });
  expect(report.notes).toEqual([
    expect.stringContaining('60 real and 0 synthetic cases stand in the training rows'),
  ]);
  const { stdout } = await heldout(folder, 'gate', 'suite.yaml');
  const [, section = ''] = /\nClean subset\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  expect(section).toMatch(/decides\s+nothing/);
  expect(section).toMatch(/real +140 +0\.5000 +0\.5000 +0\.0000/);
  for (const line of section.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(readFileSync(path.join(folder, '.heldout/runs', report.run, 'report.md'), 'utf8')).toContain(
    '### Clean subset',
  );

  // What was found is kept until the training rows change.
  const kept = path.join(folder, '.heldout/suites/rooms/contamination.json');
  const { mtimeMs } = statSync(kept);
  await heldout(folder, 'gate', 'suite.yaml');
  expect(statSync(kept).mtimeMs).toBe(mtimeMs);
  writeFileSync(kept, '{"key":');
  write(folder, { 'train.jsonl': '{"text":"something else"}\n' });
  const clean = json(await heldout(folder, 'gate', 'suite.yaml', '--json'));
  expect(clean.clean).toMatchObject({ leftOut: { real: 0, synthetic: 0 }, arms: clean.arms });
  expect((await heldout(folder, 'gate', 'suite.yaml')).stdout).toMatch(
    /all cases: none stands in the 1\s+training row/,
  );

  write(folder, { 'train.jsonl': 'nope\n' });
  const unknown = json(await heldout(folder, 'gate', 'suite.yaml', '--json'));
  expect([unknown.status, unknown.clean]).toEqual([report.status, null]);
  expect(unknown.notes).toEqual([expect.stringMatching(/not known: the training rows cannot be read/)]);
}, 60_000);
