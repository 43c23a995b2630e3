import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { heldout, json, project, read, write } from './cli.ts';

const suite = `schemaVersion: 1
id: echo
title: Echo
task: { kind: qa, instructions: Repeat. }
data:
  heldout: [{ path: rows.jsonl, licence: MIT }]
  training: [{ path: train.jsonl, map: { input: text } }]
models:
  target: { use: "module:./target.mjs", lineage: { vendor: none, family: own } }
skills:
  - id: repeat
    description: Repeats.
    edgeCases: [{ id: upper, description: Capitals., expect: invariant, quota: 2, generators: [{ use: perturb, with: { ops: [upper], from: heldout } }] }]
score: [{ use: contains }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;

test('every generated case carries the canary of its version, no model sees it, and it is found where it has leaked', async () => {
  const rows = ['one fine day', 'two small boats', 'three old trees'].map(
    (text) => `${JSON.stringify({ input: text, expected: text.toUpperCase() })}\n`,
  );
  const folder = project({
    'suite.yaml': suite,
    'rows.jsonl': rows.join(''),
    'train.jsonl': '{"text":"something else"}\n',
    'target.mjs': `import { appendFileSync } from 'node:fs';
export const target = { async call(input) {
  appendFileSync(new URL('seen.txt', import.meta.url), JSON.stringify(input));
  return { text: input.messages.at(-1).content.toUpperCase() }; } };`,
  });
  expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);
  const [first, second] = json(await heldout(folder, 'canary', 'suite.yaml', '--json')).canaries;
  expect([first.version, second]).toEqual([1, undefined]);
  const lines = read(folder, 'echo/cases.jsonl').trim().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(JSON.parse(line).canary).toContain(first.guid);

  await heldout(folder, 'freeze', 'suite.yaml');
  expect(JSON.parse(read(folder, 'echo/versions/1.json')).canary).toContain(first.guid);
  const frozen = read(folder, 'echo/cases.jsonl');
  await heldout(folder, 'generate', 'suite.yaml');
  expect(read(folder, 'echo/cases.jsonl')).toBe(frozen);
  write(folder, { 'suite.yaml': suite.replace('quota: 2', 'quota: 3') });
  await heldout(folder, 'generate', 'suite.yaml');
  const [, next] = json(await heldout(folder, 'canary', 'suite.yaml', '--json')).canaries;
  const grown = read(folder, 'echo/cases.jsonl').trim().split('\n');
  for (const line of grown) expect(JSON.parse(line).canary).toContain(next.guid);

  await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./target.mjs');
  expect(read(folder, 'seen.txt')).toContain('ONE FINE DAY');
  expect(read(folder, 'seen.txt')).not.toContain(next.guid);

  const clean = await heldout(folder, 'canary', 'suite.yaml', 'train.jsonl');
  expect([clean.code, clean.stdout]).toEqual([0, expect.stringContaining('no canary in it')]);
  const leaked = grown.map((line) => JSON.stringify({ text: 'a row', meta: JSON.parse(line) })).join('\n');
  write(folder, { 'train.jsonl': `{"text":"something else"}\n${leaked}\n` });
  writeFileSync(path.join(folder, 'more.txt.gz'), gzipSync(`a\n${frozen}`));
  const found = await heldout(folder, 'canary', 'suite.yaml', 'train.jsonl', 'more.txt.gz', '--json');
  expect(found.code).toBe(1);
  expect(json(found).found).toEqual([
    ...[2, 3, 4].map((line) => ({ file: 'train.jsonl', line, version: 2 })),
    ...[2, 3].map((line) => ({ file: 'more.txt.gz', line, version: 1 })),
  ]);
  const checked = json(await heldout(folder, 'check', 'suite.yaml', '--json'));
  expect(checked.warnings).toEqual([
    expect.stringMatching(/^3 training rows hold a canary GUID .* row 2 of train\.jsonl \(version 2\)$/),
  ]);
  const missing = await heldout(folder, 'canary', 'suite.yaml', 'none.jsonl', '--json');
  expect([missing.code, json(missing).error]).toEqual([
    2,
    expect.objectContaining({ code: 'DATA_NOT_FOUND', message: 'there is no file none.jsonl' }),
  ]);
}, 60_000);
