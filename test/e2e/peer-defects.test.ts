import { expect, onTestFinished, test } from 'vitest';
import { evolve } from '../../generators/evolve.ts';
import { mock } from '../../pipeline/mock.ts';
import { scriptedWriter } from '../fixtures/models/scripted-writer.ts';
import { caseOf, requestOf, task } from '../unit/generators/perturb-fixtures.ts';
import { heldout, json, project, read, write } from './cli.ts';

// Defects of well-known systems that must not exist here.

const suite = (url: string, edge: string) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: "Which queue? One word.", labels: [billing, outage] }
data: { heldout: [{ path: rows.jsonl, licence: MIT }], seeds: [{ path: seeds.jsonl, licence: MIT }] }
models:
  generator: { use: "openai-compatible:mock@${url}/v1", lineage: { vendor: mocked, family: mock } }
  judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: other } }]
  target: { use: "module:./judge.mjs", lineage: { vendor: none, family: own } }
skills:
  - id: queue
    description: Finds the queue.
    edgeCases: [{ id: edge, description: Short messages., expect: exact, ${edge} }]
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
const direct = (more = '') => `generators: [{ use: direct, with: { perCall: 2${more} } }]`;
/** Says billing to everything, and writes down what it was shown. */
const judge = `import { appendFileSync } from 'node:fs';
export const target = { async call(input) {
  appendFileSync(new URL('seen.jsonl', import.meta.url), JSON.stringify(input.messages.at(-1).content) + '\\n');
  return { text: 'billing' };
} };`;

async function generated(edge: string, reply: string) {
  const folder = project({
    'judge.mjs': judge,
    'seen.jsonl': '',
    'rows.jsonl': `${JSON.stringify({ input: 'I paid twice', expected: 'billing' })}\n`,
    'seeds.jsonl': `${JSON.stringify({ input: 'My fee was wrong.', expected: 'billing' })}\n`,
    'persona.yaml': `default: '${reply}'\n`,
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  write(folder, { 'suite.yaml': suite(server.url, edge) });
  const outcome = await heldout(folder, 'generate', 'suite.yaml', '--json');
  const lines = (name: string) => read(folder, name).split('\n').filter(Boolean);
  return {
    outcome,
    cases: () => lines('queues/cases.jsonl').map((line) => JSON.parse(line)),
    seen: () => lines('seen.jsonl').map((line): string => JSON.parse(line)),
  };
}
const two =
  '{"cases":[{"input":"Card charged: {{words}}.","answer":"billing"},{"input":"Fee wrong: {{words}}.","answer":"billing"}]}';

test('promptfoo uses one persona of five: here all are used', async () => {
  const personas = ['a nurse', 'a plumber', 'a student', 'a judge', 'a cook'];
  const { outcome, cases } = await generated(
    `quota: 10, attributes: { persona: [${personas.join(', ')}] }, ${direct()}`,
    two,
  );
  expect(outcome.code, outcome.stderr).toBe(0);
  const used = cases().map(({ cell }) => cell.attributes.persona);
  expect(used.toSorted()).toEqual([...personas, ...personas].toSorted());
});

test('DeepEval ships texts that were changed after they were judged: here the judge saw every text as it ships', async () => {
  const { outcome, cases, seen } = await generated(`quota: 8, ${direct()}`, two);
  expect(outcome.code, outcome.stderr).toBe(0);
  expect(cases()).toHaveLength(8);
  for (const { input, verdicts } of cases()) {
    expect(seen()).toContain(input.messages[0].content);
    expect(verdicts.some(({ by }: { by: string }) => by.includes('judge.mjs'))).toBe(true);
  }
});

test('distilabel drops both copies of a duplicate: here one is kept', async () => {
  const same =
    '{"cases":[{"input":"I paid two times.","answer":"billing"},{"input":"i paid two times","answer":"billing"}]}';
  const { outcome, cases } = await generated(`quota: 2, ${direct()}`, same);
  expect(cases()).toHaveLength(1);
  expect(json(outcome).cells[0].reasons['exact-dup']).toBeGreaterThan(0);
});

test('a small model repeats the seeds that it is shown: none of them becomes a case', async () => {
  const copied =
    '{"cases":[{"input":"my fee was WRONG","answer":"billing"},{"input":"Card charged: {{words}}.","answer":"billing"}]}';
  const { outcome, cases } = await generated(`quota: 2, ${direct()}`, copied);
  expect(outcome.code, outcome.stderr).toBe(0);
  expect(cases().map(({ input }) => input.messages[0].content)).toEqual([
    expect.stringContaining('Card'),
    expect.stringContaining('Card'),
  ]);
  expect(json(outcome).cells[0].reasons['exact-dup']).toBeGreaterThan(0);
});

test('Ragas gives an empty set without a word: here no output is an error', async () => {
  const wrong = '{"cases":[{"input":"Page down: {{words}}.","answer":"outage"}]}';
  const { outcome } = await generated(`quota: 2, ${direct()}`, wrong);
  expect([outcome.code, json(outcome).error.code]).toEqual([2, 'CELL_EMPTY']);
});

test('synthetic-data-kit takes settings that nothing reads: here they are refused', async () => {
  const { outcome } = await generated(`quota: 2, ${direct(', chunkSize: 400')}`, two);
  expect(outcome.code).toBe(2);
  expect(json(outcome).error.message).toContain('chunkSize');
});

test('an evolution that failed gives the parent to the next step, and no case', async () => {
  const parent = caseOf('Please send the invoice of March again.');
  const writer = scriptedWriter(({ sample }) => ({
    input: sample === 0 ? '' : 'Please send the invoice of March again, but only if it was not paid twice.',
    answer: 'ham',
  }));
  const request = { ...requestOf({ parents: { seeds: [parent] } }), writer };
  const found: string[] = [];
  const generator = evolve.create({ depth: 2, operations: ['constrain'] }, { task });
  for await (const { input } of generator.propose(request, new AbortController().signal))
    found.push(input.messages[0].content);
  expect(writer.asked[1]?.messages.at(-1)?.content).toContain('Please send the invoice of March again.');
  expect(found).toEqual(['Please send the invoice of March again, but only if it was not paid twice.']);
});

test('a reply that was cut by its length is a failure, however much of it can be read', async () => {
  const folder = project({ 'persona.yaml': `default: '${two}'\n` });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  write(folder, {
    'judge.mjs': judge,
    'seeds.jsonl': `${JSON.stringify({ input: 'My fee was wrong.', expected: 'billing' })}\n`,
    'rows.jsonl': `${JSON.stringify({ input: 'I paid twice', expected: 'billing' })}\n`,
    'suite.yaml': suite(server.url, `quota: 2, ${direct()}`).replace(
      'lineage: { vendor: mocked',
      'with: { maxTokens: 20 }, lineage: { vendor: mocked',
    ),
  });
  const outcome = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect([outcome.code, json(outcome).error.code]).toEqual([2, 'CELL_EMPTY']);
  expect(json(outcome).error.message).toContain('reply-length');
});
