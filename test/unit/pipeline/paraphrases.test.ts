import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { check } from '../../../pipeline/check.ts';
import { mock } from '../../../pipeline/mock.ts';

// The embeddings of the mock are made of the words, in whatever order they come.
const heldout = [
  'my card was charged two times yesterday by the shop',
  'the invoice of last month names a wrong address',
  'when will the parcel to my neighbour arrive',
  'this very row is a training row as well',
  'nobody asks anything like it, zygotes quibble',
];
const training = [
  'this very row is a training row as well',
  'yesterday by the shop two times charged was my card',
  'names the wrong invoice of last month a address',
  'arrive when to my neighbour will the parcel',
  'by the shop yesterday my card was charged at two',
];
const persona = `answers:
  - { match: 'my card[\\s\\S]*"same" is a list', reply: '{"reason": "the same", "same": [1]}' }
  - { match: 'parcel[\\s\\S]*"same" is a list', reply: 'I cannot say' }
  - { match: '"same" is a list', reply: '{"reason": "others", "same": []}' }
`;

async function suiteFolder(models: (url: string) => string, more = ''): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-paraphrases-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  const rows = (inputs: readonly string[]) =>
    inputs.map((input) => `${JSON.stringify({ input, expected: 'a' })}\n`).join('');
  write('package.json', '{}');
  write('heldout.jsonl', rows(heldout));
  write('training.jsonl', rows(training));
  write('persona.yaml', persona);
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  write(
    'suite.yaml',
    `schemaVersion: 1
id: desk
title: Desk
task: { kind: qa, instructions: Answer. }
data: { heldout: [{ path: heldout.jsonl }], training: [{ path: training.jsonl }] }
models: ${models(server.url)}
skills: [{ id: desk, description: Answers. }]
score: [{ use: contains }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
${more}`,
  );
  return folder;
}

const both = (url: string) =>
  `{ embedder: "openai-compatible:words@${url}/v1", judges: [{ use: "openai-compatible:judge@${url}/v1", lineage: { vendor: mocked, family: mock } }] }`;

test('the nearest training rows are put to the judge; what stands there to the letter is not', async () => {
  const folder = await suiteFolder(both);
  const { paraphrases, warnings, problems } = await check('suite.yaml', folder, { paraphrases: true });
  expect(problems).toEqual([]);
  expect(paraphrases).toMatchObject([{ against: 'training', asked: 3, unanswered: 1 }]);
  expect(paraphrases[0]?.found).toMatchObject([{ row: { source: 'training.jsonl', row: 2 } }]);
  expect(paraphrases[0]?.found[0]?.value).toBeGreaterThan(0.9);
  expect(warnings).toContainEqual(
    expect.stringMatching(
      /^held-out rows that stand in the training rows in other words .*: 1, such as row 1 of heldout.jsonl in row 2 of training.jsonl$/,
    ),
  );
  expect(warnings).toContainEqual(expect.stringMatching(/gave no usable answer for 1 of 3 held-out rows$/));
});

test('the judge is asked in the words of the suite', async () => {
  const user = '{{heldout}} {{rows}} Are they alike? "same" is a list';
  const own = await suiteFolder(both, `prompts: { contamination/same-question: { user: '${user}' } }\n`);
  // The answers of the mock depend on the words.
  writeFileSync(
    path.join(own, 'persona.yaml'),
    `answers:\n  - { match: 'Are they alike', reply: '{"reason": "the same", "same": [1]}' }\n`,
  );
  const server = await mock({ persona: 'persona.yaml', workingFolder: own });
  onTestFinished(() => server.close());
  const suite = readFileSync(path.join(own, 'suite.yaml'), 'utf8');
  writeFileSync(path.join(own, 'suite.yaml'), suite.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, server.url));
  const { paraphrases, problems } = await check('suite.yaml', own, { paraphrases: true });
  expect(problems).toEqual([]);
  expect(paraphrases).toMatchObject([{ asked: 3, unanswered: 0, found: { length: 3 } }]);

  const without = await suiteFolder(both, "prompts: { contamination/same-question: { user: '{{rows}}' } }\n");
  expect((await check('suite.yaml', without)).problems).toMatchObject([
    { code: 'PART_OPTION', message: expect.stringContaining('a judge must see `{{heldout}}`') },
  ]);
});

test('without being asked for no model is called; without models the fault says what to name', async () => {
  const folder = await suiteFolder(() => '{}');
  expect(await check('suite.yaml', folder)).toMatchObject({ ok: true, paraphrases: [] });
  const { ok, problems } = await check('suite.yaml', folder, { paraphrases: true });
  expect([ok, problems]).toEqual([
    false,
    [expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('embedder:') })],
  ]);
});
