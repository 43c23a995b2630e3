import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, write } from './cli.ts';

// What people hand to `generate` by mistake: each has a code, words and a place, and nothing is lost.

const base = (task: string, edge: string, data = '') => `schemaVersion: 1
id: queues
title: Queues
task: ${task}
data: { heldout: [{ path: rows.jsonl, licence: MIT }]${data} }
models:
  generator: { use: "openai-compatible:mock@URL/v1", lineage: { vendor: none, family: mock } }
  target: { use: "module:./target.mjs", lineage: { vendor: none, family: own } }
skills:
  - { id: queue, description: Finds the queue., edgeCases: [{ id: edge, description: Short., expect: exact, ${edge} }] }
score: [{ use: SCORER }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
const labels = '{ kind: classification, instructions: Which?, labels: [a, b] }';
const extraction = (schema: string) => `{ kind: extraction, instructions: Read., outputSchema: ${schema} }`;
const qa = '{ kind: qa, instructions: Answer. }';
const from = (use: string, options = '{}') => `quota: 3, generators: [{ use: ${use}, with: ${options} }]`;

interface Mistake {
  readonly name: string;
  readonly task: string;
  readonly edge: string;
  readonly code: string;
  readonly words: RegExp;
  readonly data?: string;
}
const mistake = (
  name: string,
  task: string,
  edge: string,
  code: string,
  words: RegExp,
  data = '',
): Mistake => ({
  name,
  task,
  edge,
  code,
  words,
  data,
});

const mistakes: readonly Mistake[] = [
  mistake('a quota of no number', labels, 'quota: many', 'SUITE_VALUE', /quota/),
  mistake('a quota below 0', labels, 'quota: -1', 'SUITE_VALUE', /quota/),
  mistake(
    'attributes that contradict each other: a length that is none',
    labels,
    `attributes: { length: [15-5] }, ${from('direct')}`,
    'SUITE_VALUE',
    /15-5/,
  ),
  mistake(
    'a template without its lexicon',
    labels,
    from('template', '{ templates: [{ text: "Buy {{ thing }}", expected: a }] }'),
    'PART_OPTION',
    /no lexicon or sampler `thing`/,
  ),
  mistake(
    'a JSON Schema that nothing satisfies',
    extraction(
      '{ type: object, properties: { n: { type: integer, minimum: 5, maximum: 3 } }, required: [n] }',
    ),
    from('inverse-extraction'),
    'GENERATOR_INPUT',
    /no value of `task.outputSchema` was found/,
  ),
  mistake(
    'a JSON Schema that refers to itself',
    extraction(
      '{ $ref: "#/$defs/a", $defs: { a: { type: object, properties: { a: { $ref: "#/$defs/a" } }, required: [a] } } }',
    ),
    from('inverse-extraction'),
    'GENERATOR_INPUT',
    /itself/,
  ),
  mistake(
    'an empty document',
    qa,
    from('docs-qa'),
    'DATA_',
    /empty/,
    ', documents: [{ path: empty.md, licence: MIT }]',
  ),
  mistake(
    'a binary document',
    qa,
    from('docs-qa'),
    'DATA_',
    /UTF-8|text/,
    ', documents: [{ path: binary.md, licence: MIT }]',
  ),
];

test.each(mistakes)('$name', async ({ task, edge, code, words, data = '' }) => {
  const scorer = task === labels ? 'label' : task === qa ? 'contains' : 'json-fields';
  const expected = task === labels ? 'a' : task === qa ? 'x' : { n: 1 };
  const folder = project({
    'rows.jsonl': `${JSON.stringify({ input: 'one', expected })}\n`,
    'target.mjs': "export const target = { async call() { return { text: 'a' }; } };",
    'empty.md': '',
    'binary.md': '\u0000\u0001\u0000 PDF \ufffd\u0000',
  });
  const server = await mock({ workingFolder: folder });
  onTestFinished(() => server.close());
  write(folder, {
    'suite.yaml': base(task, edge, data).replace('SCORER', scorer).replace('URL', server.url),
  });
  const outcome = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(outcome.code, outcome.stdout).toBe(2);
  const { problems } = json(outcome);
  expect(problems[0].code).toContain(code);
  expect(problems[0].message).toMatch(words);
});

test('a quota of a million and one of 0 are refused with their bounds', async () => {
  const many = (quota: number) =>
    `quota: ${quota}, generators: [{ use: perturb, with: { ops: [typo], from: heldout } }]`;
  const rules = (quota: number) =>
    base(labels, many(quota))
      .replace('SCORER', 'label')
      .replace(/^ {2}generator:.*\n/m, '');
  const folder = project({
    'million.yaml': rules(1_000_000),
    'none.yaml': rules(0),
    'rows.jsonl': `${JSON.stringify({ input: 'one small message', expected: 'a' })}\n`,
    'target.mjs': "export const target = { async call() { return { text: 'a' }; } };",
  });
  const refused = await heldout(folder, 'generate', 'million.yaml', '--json');
  expect([refused.code, json(refused).error.message]).toEqual([2, expect.stringContaining('at most 100000')]);
  const none = await heldout(folder, 'generate', 'none.yaml', '--json');
  expect([none.code, json(none).error.message]).toEqual([2, expect.stringContaining('1 or more')]);
});
