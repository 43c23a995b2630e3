import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldoutError } from '../../core/errors.ts';
import type { TrainingItem } from '../../core/training-item.ts';
import { readTrainingItems, readTrainingRejects } from '../../datasets/training-items.ts';
import type { GenerateOptions } from '../../pipeline/generate.ts';
import { generateTraining } from '../../pipeline/generate-training.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, read, write } from './cli.ts';

const line = (row: object) => `${JSON.stringify(row)}\n`;
const seeds = [
  'I was charged for a plan that I left in spring',
  'Please pay me back the fee for the second card',
  'The invoice shows a sum that nobody can explain',
  'I paid TWICE for it!', // a held-out row says the same
];
const persona = `
answers:
  - match: 'First the steps'
    reply: '{"rationale":"It is about money, as sentence {{number}} shows.","answer":"billing"}'
  - match: 'rewordings'
    reply: '{"texts":["Somebody asks for money: {{words}}."]}'
`;
const suiteOf = (url: string, training: string, more = '') => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: "Which queue? One word.", labels: [billing, outage, payment] }
data:
  heldout: [{ path: rows.jsonl, licence: MIT }]
  seeds: [{ path: seeds.jsonl, licence: CC-BY-4.0, split: train }]
${more}models:
  generator: { use: "openai-compatible:mock@${url}/v1", lineage: { vendor: mocked, family: mock }, price: { inputUsd: 1, outputUsd: 2 } }
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
      - { id: short, description: Short messages., expect: exact }
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
training:
${training}`;

/** A project with its mock, and what makes its training material in this process. */
async function training(entries: string, more = '') {
  const folder = project({
    'rows.jsonl': ['I paid twice for it', 'Nothing loads at all today']
      .map((input, i) => line({ input, expected: i === 0 ? 'billing' : 'outage' }))
      .join(''),
    'seeds.jsonl': seeds.map((input) => line({ input, expected: 'billing' })).join(''),
    'persona.yaml': persona,
  });
  let requests = 0;
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder, onRequest: () => requests++ });
  onTestFinished(() => server.close());
  write(folder, { 'suite.yaml': suiteOf(server.url, entries, more) });
  const make = async (options: GenerateOptions = {}, signal?: AbortSignal) => {
    const loaded = await loadSuite('suite.yaml', folder);
    return generateTraining(loaded, options, signal);
  };
  const items = async () => readTrainingItems((await loadSuite('suite.yaml', folder)).paths);
  const rejects = async () => readTrainingRejects((await loadSuite('suite.yaml', folder)).paths);
  return { folder, server, make, items, rejects, requests: () => requests };
}
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HeldoutError)) throw error ?? new Error('nothing was thrown');
  return error.problems[0];
};
const textOf = ({ input }: TrainingItem) => input.messages[0].content;

test('reasoning, pairs and examples of train seeds; what is held out is refused and counted', async () => {
  const { make, items, rejects } = await training(
    '  - { use: verified-reasoning, with: { samples: 2, maxRougeL: 1 } }\n  - { use: preference-pairs }\n  - { use: paraphrase, quota: 3 }\n',
  );
  const made = await make();
  expect(made.lots).toMatchObject([
    { name: 'queue/verified-reasoning', target: null, accepted: 6, reasons: { contam: 2 } },
    { name: 'queue/preference-pairs', target: null, accepted: 3, reasons: { contam: 1 } },
    { name: 'queue/paraphrase', target: 3, accepted: 3 },
  ]);
  expect(made.added).toBe(12);
  expect(made.spend.usd).toBeGreaterThan(0);
  const all = await items();
  expect(all).toHaveLength(12);
  for (const item of all) {
    expect(item).toMatchObject({
      cell: { skill: 'queue', edgeCase: null },
      licence: 'CC-BY-4.0',
      answer: 'billing',
    });
    expect(item.provenance).toMatchObject({ copyable: true, depth: 1, seed: 0 });
    expect(item.provenance.parents).toHaveLength(1);
  }
  const kinds = Object.fromEntries(all.map((item) => [item.kind, item]));
  expect(kinds).toMatchObject({
    reasoning: {
      rationale: expect.stringContaining('about money'),
      provenance: {
        by: 'verified-reasoning',
        model: expect.stringContaining('mock'),
        promptDigest: expect.any(String),
      },
    },
    preference: { rejected: 'payment', provenance: { by: 'preference-pairs', model: null, costUsd: 0 } },
    example: {
      provenance: { by: 'paraphrase' },
      verdicts: expect.arrayContaining([expect.objectContaining({ by: 'heldout-guard' })]),
    },
  });
  expect(all.map(textOf)).not.toContain(seeds[3]);
  const refused = await rejects();
  expect(refused.map(({ code }) => code)).toEqual(['contam', 'contam', 'contam']);
  expect(refused[0]?.verdicts.at(-1)?.reason).toContain('has the same words as it');
});

test('made in one go, topped up, or made again from nothing: the same bytes; what is there asks nobody', async () => {
  const entries = (quota: number) =>
    `  - { use: verified-reasoning, with: { samples: 2, maxRougeL: 1 }, quota: ${quota} }\n  - { use: paraphrase, quota: ${quota} }\n`;
  const { folder, server, make, requests } = await training(entries(2));
  const file = () => readFileSync(path.join(folder, 'queues/training.jsonl'), 'utf8');
  await make();
  expect(file().split('\n')).toHaveLength(5);
  write(folder, { 'suite.yaml': suiteOf(server.url, entries(5)) });
  await make();
  const toppedUp = file();
  const before = requests();
  expect((await make()).added).toBe(0);
  expect(requests()).toBe(before);
  await make({ fresh: true, cache: false });
  expect(file()).toBe(toppedUp);
  expect(requests()).toBeGreaterThan(before);
  await make({ seed: 9, fresh: true });
  expect(file()).not.toBe(toppedUp);
});

test('what was made stays out once a held-out row says it: it is taken out with its reason', async () => {
  const { folder, make, items, rejects } = await training('  - { use: preference-pairs }\n');
  await make();
  expect(await items()).toHaveLength(3);
  write(folder, { 'rows.jsonl': line({ input: `${seeds[0]} or so`, expected: 'billing' }) });
  const { notes, lots } = await make();
  expect(notes.join()).toContain('1 training items came too near');
  expect(lots[0]).toMatchObject({ accepted: 3, reasons: { contam: 1 } });
  expect((await items()).map(textOf)).not.toContain(seeds[0]);
  expect((await rejects()).map(({ code }) => code)).toEqual(['contam']);
});

test('nothing is made of a seed that is a piece of a held-out text, neither by a part for training nor by a generator', async () => {
  const { folder, make, items, rejects } = await training(
    '  - { use: preference-pairs }\n  - { use: perturb, with: { ops: [upper] }, quota: 4 }\n',
  );
  const piece = 'the letter says that I owe you the fee of a card which I never had';
  const mail = `Good morning, I write about a bill. Last week I read that ${piece}. ${'Nobody at your desk could tell me who wrote this or why it was sent to my old flat. '.repeat(3)}`;
  write(folder, {
    'rows.jsonl': line({ input: mail, expected: 'billing' }),
    'seeds.jsonl': [...seeds.slice(0, 3), `And now: ${piece}!`]
      .map((input) => line({ input, expected: 'billing' }))
      .join(''),
  });
  await make();
  expect((await items()).filter((item) => /which I never had/i.test(textOf(item)))).toEqual([]);
  const refused = (await rejects()).filter(({ code }) => code === 'contam');
  expect(refused.map(({ provenance }) => provenance.by).sort()).toEqual(['perturb', 'preference-pairs']);
  for (const { verdicts } of refused) expect(verdicts.at(-1)?.reason).toMatch(/holds \d+ % of its words$/);
});

test('a budget stops it with everything kept; --resume goes on', async () => {
  const entry = '  - { use: verified-reasoning, with: { samples: 1 } }\n';
  const { folder, items } = await training(entry);
  const rich = read(folder, 'suite.yaml');
  write(folder, { 'suite.yaml': `${rich}run: { concurrency: 1 }\nbudget: { requests: 2 }\n` });
  const poor = await heldout(folder, 'generate', 'suite.yaml', '--split', 'train');
  expect(poor.code, poor.stdout).toBe(2);
  expect(poor.stderr).toContain('BUDGET');
  const kept = await items();
  expect(kept).toHaveLength(2);
  write(folder, { 'suite.yaml': rich });
  const rest = await heldout(folder, 'generate', 'suite.yaml', '--split', 'train', '--resume', '--json');
  expect(rest.code, rest.stderr).toBe(0);
  expect(json(rest)).toMatchObject({ split: 'train', added: 1, lots: [{ accepted: 3 }] });
});

test('held-out cases are not touched, and a dry run writes nothing and asks nobody', async () => {
  const { folder, make, items, requests } = await training('  - { use: verified-reasoning }\n');
  write(folder, { 'queues/cases.jsonl': '' });
  const planned = await make({ dryRun: true });
  // Four seeds, five samples each.
  expect(planned).toMatchObject({ added: 0, estimate: { generators: { calls: 20 } } });
  expect(requests()).toBe(0);
  expect(() => read(folder, 'queues/training.jsonl')).toThrow('ENOENT');
  await make();
  expect(read(folder, 'queues/cases.jsonl')).toBe('');
  const [item] = await items();
  const told = await heldout(folder, 'explain', item?.id ?? '');
  expect(told.stdout).toMatch(/^standing +training, reasoning$/m);
  expect(told.stdout).toMatch(/^rationale +It is about money/m);
  expect(told.stdout).toMatch(/^parent .* row \d of seeds\.jsonl, licence CC-BY-4\.0$/m);
});

test('items of rows that may not be copied lie outside version control', async () => {
  const { folder, make } = await training('  - { use: preference-pairs }\n');
  write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace('CC-BY-4.0', 'internal') });
  await make();
  expect(() => read(folder, 'queues/training.jsonl')).toThrow('ENOENT');
  expect(read(folder, '.heldout/suites/queues/training.jsonl').split('\n')).toHaveLength(4);
});

describe('what is said of bad input', () => {
  test.each([
    ['  - { use: paraphrase }\n', 'SUITE_MISSING_KEY', /`paraphrase` needs a `quota:`/],
    ['  - { use: reasoning }\n', 'UNKNOWN_PART', /no generator named `reasoning`/],
    ['  - { use: verified-reasoning, with: { sample: 2 } }\n', 'PART_OPTION', /sample/],
    [
      '  - { use: perturb, quota: 3, with: { ops: [typo], from: heldout } }\n',
      'PART_OPTION',
      /from: heldout/,
    ],
    ['  - { use: preference-pairs, judged: false }\n', 'PART_OPTION', /does not read `judged`/],
    ['  - { use: preference-pairs, skill: quite }\n', 'SUITE_VALUE', /no skill `quite`/],
    ['  - { use: paraphrase, quota: 1, edgeCase: shot }\n', 'SUITE_VALUE', /no edge case `shot`/],
    [
      '  - { use: preference-pairs }\n  - { use: preference-pairs, skill: queue }\n',
      'SUITE_VALUE',
      /named twice/,
    ],
    ['  - { use: paraphrase, quota: 0 }\n', 'SUITE_VALUE', /1 or more/],
  ])('%s', async (entries, code, message) => {
    const { make } = await training(entries);
    expect(await problemOf(make())).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('no entries, no seeds to train on, a cell that nothing makes, and an entry that gives nothing', async () => {
    const { folder, make } = await training(
      '  - { use: preference-pairs, with: { damages: [broken-json] } }\n',
    );
    expect(await problemOf(make({ cell: 'queue/preference' }))).toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('queue/preference-pairs'),
    });
    expect(await problemOf(make())).toMatchObject({ code: 'TRAINING_EMPTY', place: { line: 18 } });
    const suite = read(folder, 'suite.yaml');
    write(folder, { 'suite.yaml': suite.replace(', split: train', '') });
    expect(await problemOf(make())).toMatchObject({
      code: 'SUITE_MISSING_KEY',
      hint: expect.stringContaining('split: train'),
    });
    write(folder, { 'suite.yaml': suite.slice(0, suite.indexOf('training:')) });
    expect(await problemOf(make())).toMatchObject({
      code: 'SUITE_MISSING_KEY',
      message: expect.stringContaining('no training material'),
    });
  });
});
