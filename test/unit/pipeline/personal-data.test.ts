import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Checked, check } from '../../../pipeline/check.ts';

/** Invented people; the numbers are of no one (checksums computed). */
const rows = [
  { input: 'Charge card 4539 5787 6362 1486, not 4539 5787 6362 1486 twice', expected: 'billing' },
  { input: 'Ask jane.roe@acme.io', expected: 'outage' },
  { input: 'Ask jane@example.com or 12345678Z', expected: 'outage' },
];
const key = { input: 'Use npm_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2 for it', expected: 'outage' };

interface Told {
  readonly models?: string;
  readonly licence?: string;
  readonly redact?: boolean;
}

function checked({ models = '{}', licence = 'internal', redact = false }: Told = {}): Promise<Checked> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-personal-'));
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  const lines = (all: readonly object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');
  write('rows.jsonl', lines(rows));
  write('seeds.jsonl', lines([key]));
  write(
    'suite.yaml',
    `schemaVersion: 1
id: q
title: Q
task: { kind: classification, instructions: Which queue?, labels: [billing, outage] }
data:
  heldout: [{ path: rows.jsonl, licence: ${licence} }]
  seeds: [{ path: seeds.jsonl, licence: internal }]
  ${redact ? 'redact: true' : ''}
models: ${models}
skills:
  - id: queue
    description: Finds the queue.
    edgeCases: [{ id: edge, description: Typos., expect: invariant, quota: 1, generators: [{ use: perturb, with: { ops: [typo] } }] }]
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`,
  );
  return check('suite.yaml', folder);
}

const lineage = 'lineage: { vendor: none, family: own }';
const warnings = async (told: Told) =>
  (await checked(told)).warnings.filter((one) => one.includes('personal data'));

test('personal data and keys are counted by use and type, and no value is repeated', async () => {
  const document = await checked();
  expect(document.personal).toEqual([
    {
      in: 'heldout',
      type: 'card',
      found: 2,
      rows: 1,
      copyable: 0,
      example: '4… (19 characters) in row 1 of rows.jsonl',
    },
    {
      in: 'heldout',
      type: 'email',
      found: 1,
      rows: 1,
      copyable: 0,
      example: 'j… (16 characters) in row 2 of rows.jsonl',
    },
    {
      in: 'seeds',
      type: 'secret',
      found: 1,
      rows: 1,
      copyable: 0,
      example: 'n… (40 characters) in row 1 of seeds.jsonl',
    },
  ]);
  for (const value of ['4539', 'acme', 'npm_']) expect(JSON.stringify(document)).not.toContain(value);
});

test('what stays on this machine and out of version control needs no warning', async () => {
  vi.stubEnv('OLLAMA_HOST', 'http://127.0.0.1:11434');
  onTestFinished(() => void vi.unstubAllEnvs());
  const here = `{ target: { use: "http://localhost:8000/x", ${lineage} }, judges: [{ use: "openai-compatible:m@http://127.0.0.1:1/v1", lineage: { vendor: b, family: b } }] }`;
  expect(await warnings({ models: here })).toEqual([]);
  expect(await warnings({})).toEqual([]);
});

test('a target elsewhere, models elsewhere that write or judge, and version control are each named', async () => {
  const target = `{ target: { use: "https://models.acme.io/x", ${lineage} } }`;
  expect(await warnings({ models: target })).toEqual([
    'held-out rows hold personal data (card 2, email 1), and `test` sends them to https://models.acme.io/x as they are',
  ]);
  const judges = '{ judges: ["openai:gpt-5"] }';
  expect(await warnings({ models: judges })).toEqual([
    'what cases are made of holds personal data (card 2, email 1, secret 1), and `generate` sends it to openai:gpt-5: `data.redact: true` replaces it first',
  ]);
  expect(await warnings({ models: judges, redact: true })).toEqual([]);
  expect(await warnings({ licence: 'MIT' })).toEqual([
    'rows that may be copied into version control hold personal data (card 2, email 1): `licence: internal` on their source keeps them out of it',
  ]);
});
