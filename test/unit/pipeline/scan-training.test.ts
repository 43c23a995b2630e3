import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { check } from '../../../pipeline/check.ts';

const long =
  'the parcel that i ordered on monday was sent to my old flat and the driver says that nobody was there';
const heldout = [
  { input: 'Where is my card?', expected: 'card' },
  { input: 'How do I close my account now?', expected: 'account' },
  { input: long, expected: 'parcel' },
  { input: 'What is the rate of exchange?', expected: 'rate' },
];

/** Checks a suite whose training rows lie in this file. */
async function checked(name: string, content: string | Uint8Array, map = '') {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-training-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'heldout.jsonl'), heldout.map((row) => JSON.stringify(row)).join('\n'));
  writeFileSync(path.join(folder, name), content);
  const suite = path.join(folder, 'suite.yaml');
  writeFileSync(
    suite,
    `schemaVersion: 1
id: bank
title: Bank
task: { kind: qa, instructions: Answer. }
data:
  heldout: [{ path: heldout.jsonl, map: { input: input, expected: expected, cluster: input } }]
  training: [{ path: ${name}${map} }]
skills: [{ id: bank, description: Questions. }]
score: [{ use: exact }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
  );
  return check(suite, folder);
}

const rows = [
  { input: 'WHERE is my card' },
  { input: 'How do I close my account nows?' },
  { input: `Hello! I ask since ${long.slice(0, 62)} and that is all.` },
];
const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

test('exact, n-grams and near copies, with the rows that they lie in; no expected value is needed', async () => {
  const { ok, overlap, warnings } = await checked('train.jsonl', lines);
  expect(ok).toBe(true);
  expect(overlap).toEqual([
    {
      against: 'training',
      n: 4,
      exact: 0.25,
      ngram8: 0.25,
      ngram13: 0.25,
      jaccard70: 0.5,
      jaccard80: 0.5,
      contaminated: 0.75,
    },
  ]);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^3 of the 4 held-out rows .* row 1 of heldout\.jsonl, which has the same words as row 1 of train\.jsonl$/,
    ),
  ]);
});

test('packed files and conversations say the same', async () => {
  const turn = (content: string) => ({
    chat: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content },
    ],
  });
  const chats = rows.map(({ input }) => `${JSON.stringify(turn(input))}\n`).join('');
  const [plain] = (await checked('train.jsonl', lines)).overlap;
  const [packed] = (await checked('train.jsonl.gz', gzipSync(chats), ', map: { input: chat }')).overlap;
  expect(packed).toEqual(plain);
});

test('a cluster that both sides name is told', async () => {
  const { warnings } = await checked(
    'train.jsonl',
    '{"text":"quite another text","of":"Where is my card?"}\n',
    ', map: { input: text, cluster: of }',
  );
  expect(warnings).toEqual([expect.stringContaining('1 cluster of held-out rows has')]);
});

test('training rows that cannot be read are problems with their line', async () => {
  const { ok, problems } = await checked('train.jsonl', `${lines}nope\n{"text":"x"}\n`);
  expect(ok).toBe(false);
  expect(problems).toMatchObject([
    { code: 'DATA_ROW', place: { line: 4 } },
    { code: 'DATA_ROW', place: { line: 5 }, hint: expect.stringContaining('text') },
  ]);
  expect((await checked('train.jsonl', '\n')).problems).toMatchObject([{ code: 'DATA_EMPTY' }]);
});
