import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Case } from '../../../core/case.ts';
import { readGeneratedCases, readRejects } from '../../../datasets/generated-cases.ts';
import { check } from '../../../pipeline/check.ts';
import { generate } from '../../../pipeline/generate.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';

const seeds = [
  'Where is the parcel that I sent to my sister on Monday?',
  'My new card has not arrived and we leave on Friday.',
  'How long does it take until the refund is there?',
  'The shop says that you have blocked my account.',
  'Can I pay my rent with the card of my brother?',
];
const rows = (texts: readonly string[], name = 'input') =>
  texts.map((text) => `${JSON.stringify({ [name]: text, expected: 'x' })}\n`).join('');

/** A suite that shouts its seeds and lists four greetings, with what it was trained on. */
function project(training: readonly string[], guarded: readonly string[] = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-contaminated-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  put('rows.jsonl', rows(['What are your hours on Sundays?']));
  put('seeds.jsonl', rows(seeds));
  put('train.jsonl', rows(training, 'text'));
  put('other.jsonl', rows(guarded, 'text'));
  const named = guarded.length === 0 ? '' : '  protected: [{ path: other.jsonl, map: { input: text } }]\n';
  put(
    'suite.yaml',
    `schemaVersion: 1
id: bank
title: Bank
task: { kind: qa, instructions: Answer. }
data:
  heldout: [{ path: rows.jsonl, licence: MIT }]
  seeds: [{ path: seeds.jsonl, licence: MIT }]
  training: [{ path: train.jsonl, map: { input: text } }]
${named}skills:
  - id: bank
    description: Questions.
    edgeCases:
      - { id: loud, description: Capitals., expect: invariant, quota: 3, generators: [{ use: perturb, with: { ops: [upper] } }] }
      - id: hello
        description: Greetings.
        expect: exact
        quota: 2
        generators:
          - use: template
            with:
              templates: [{ text: "Good {{ when }} to all of you at the counter", expected: x }]
              lexicons: { when: [morning, evening, night, day] }
              design: full
score: [{ use: exact }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
  );
  const made = async () => {
    const loaded = await loadSuite('suite.yaml', folder);
    const { cells, notes } = await generate(loaded);
    const texts = (items: readonly Case[]) => items.map(({ input }) => input.messages[0].content).sort();
    const rejects = readRejects(loaded.paths);
    return { cells, notes, texts: texts(readGeneratedCases(loaded.paths)), rejects };
  };
  return { folder, put, made };
}

test('what stands in the training rows is no parent, and no case: others take its place', async () => {
  const { made } = project([seeds[0] ?? '', 'good EVENING to all of you at the counter', 'Nothing like it']);
  const { cells, notes, texts } = await made();
  expect(cells.map(({ accepted }) => accepted)).toEqual([3, 2]);
  expect(notes).toContainEqual(expect.stringContaining('1 held-out row or seed stands in the training rows'));
  expect(texts.join()).not.toMatch(/PARCEL|evening/);
});

test('the same with texts of other suites, which are also held against the held-out rows', async () => {
  const all = ['morning', 'evening', 'night'].map((when) => `Good ${when} to all of you at the counter`);
  const { made, folder } = project(['Nothing like it'], all);
  const { cells, rejects } = await made();
  expect(
    cells.map(({ accepted, reasons }) => [accepted, reasons['contam'] ?? 0, reasons['exhausted'] ?? 0]),
  ).toEqual([
    [3, 0, 0],
    [1, 3, 1],
  ]);
  for (const { verdicts } of rejects)
    expect(verdicts.at(-1)?.reason).toMatch(/^stands in the protected rows: /);
  const { overlap } = await check('suite.yaml', folder);
  expect(overlap.map(({ against, n, exact }) => [against, n, exact])).toEqual([
    ['training', 1, 0],
    ['protected', 1, 0],
  ]);
});

test('cases whose parent has come to stand in the training rows are taken out and replaced', async () => {
  const { made, put, folder } = project(['Nothing like it']);
  const before = await made();
  const [parent = ''] = before.texts.filter((text) => text === text.toUpperCase());
  put('train.jsonl', rows([parent.toLowerCase()], 'text'));
  const { cells, texts, rejects } = await made();
  expect(cells.map(({ accepted }) => accepted)).toEqual([3, 2]);
  expect(texts).not.toContain(parent);
  expect(rejects).toMatchObject([{ code: 'contam' }]);
  // Nothing has changed since: nothing is made, and nothing is written otherwise.
  const cases = readFileSync(path.join(folder, 'bank/cases.jsonl'), 'utf8');
  expect((await made()).texts).toEqual(texts);
  expect(readFileSync(path.join(folder, 'bank/cases.jsonl'), 'utf8')).toBe(cases);
});
