import { readFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { expect, onTestFinished, test } from 'vitest';
import { fillText } from '../../cli/text/fill-text.ts';
import { inputText } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { readTrainingItems, readTrainingRejects } from '../../datasets/training-items.ts';
import { fill } from '../../pipeline/fill.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { mock } from '../../pipeline/mock.ts';
import { run } from '../../pipeline/run.ts';
import { queueProject, queueRows, queueSuite } from '../fixtures/rounds/queue-project.ts';
import { read, write } from './cli.ts';

async function tested(folder: string, target = 'module:./weak.mjs') {
  await generate(await loadSuite('suite.yaml', folder));
  await run(await loadSuite('suite.yaml', folder), { target, workingFolder: folder });
  return () => loadSuite('suite.yaml', folder);
}

test('fill: new held-out cases, a probe and a training export, aimed at what fails and apart from each other', async () => {
  const folder = queueProject();
  const load = await tested(folder);
  const before = readGeneratedCases((await load()).paths);
  const filled = await fill(await load(), { heldout: 30, train: 40 });
  expect(filled.aims.map(({ name }) => name)).toContain('real/#refund');

  // Held out: the next version; what was there stays.
  const loaded = await load();
  const after = readGeneratedCases(loaded.paths);
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  expect(filled.heldout.reduce((sum, { wanted }) => sum + wanted, 0)).toBe(30);
  const added = filled.heldout.reduce((sum, { made }) => sum + made, 0);
  expect(after).toHaveLength(before.length + added);
  expect(added).toBeGreaterThan(25);
  expect(filled.versions).toEqual({ before: 1, after: 2 });

  // The probe: of probe rows only, in no version.
  const probe = readProbeCases(loaded.paths);
  expect(filled.probe).toMatchObject({ rows: 100, made: probe.length });
  expect(probe.length).toBeGreaterThan(20);
  expect(probe.every(({ split }) => split === 'probe')).toBe(true);
  expect(filled.record?.before).toEqual(expect.any(String));

  // Training: of training seeds, one generation deep, only what the target gets wrong.
  const items = readTrainingItems(loaded.paths);
  expect(items).toHaveLength(40);
  const seeds = new Set(
    read(folder, 'train.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).input),
  );
  for (const { provenance, input } of items) {
    expect(provenance).toMatchObject({ depth: 1, by: expect.stringMatching(/^(as-is|perturb)$/) });
    // A typo may lie in the word itself; then the target is right, and the item is not there.
    expect(inputText(input)).toMatch(/refund/i);
  }
  const asIs = items.filter(({ provenance }) => provenance.by === 'as-is');
  expect(asIs).toHaveLength(30);
  expect(asIs.every(({ input }) => seeds.has(inputText(input)))).toBe(true);
  const known = readTrainingRejects(loaded.paths).filter(({ code }) => code === 'known');
  for (const { input, answer } of known) {
    const [says, other] = /invoice/i.test(inputText(input)) ? ['billing', 'outage'] : ['outage', 'billing'];
    expect(answer).toBe(/refund/i.test(inputText(input)) ? other : says);
  }

  const manifest = JSON.parse(
    readFileSync(path.join(filled.exported?.folder ?? '', 'manifest.json'), 'utf8'),
  );
  expect(manifest).toMatchObject({ split: 'train', rows: 40, canary: null });

  // Made again from the seed, the raised quotas and all.
  const again = await generate(await load(), { fresh: true });
  expect(again.accepted).toBe(after.length);
  expect(readGeneratedCases(loaded.paths).map(({ id }) => id)).toEqual(after.map(({ id }) => id));
}, 240_000);

test('a perfect target: nothing to train on; a target that changed since its run: exit 2', async () => {
  const folder = queueProject();
  const load = await tested(folder, 'module:./good.mjs');
  const filled = await fill(await load(), { heldout: 10, train: 10 });
  expect(filled).toMatchObject({ aims: [], exported: null, training: { added: 0 } });
  expect(filled.heldout.reduce((sum, { made }) => sum + made, 0)).toBe(10);
  expect(filled.notes.join()).toContain('nothing to aim training material at');

  const other = queueProject();
  const loadOther = await tested(other);
  write(other, { 'weak.mjs': 'export const target = { async call() { return { text: "billing" }; } };\n' });
  const error = await fill(await loadOther(), { heldout: 1, train: 1 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HeldoutError);
  expect(error instanceof HeldoutError && error.problems[0].code).toBe('RUN_MISMATCH');
}, 240_000);

test('variants of failing seeds are made by the generators that the suite trains on, of these seeds alone', async () => {
  const rows = ['garden', 'boat', 'mirror', 'piano'].map((thing) => ({
    input: `Somebody at the ${thing} shop asks for a refund, an invoice in the other hand`,
    expected: 'billing',
    tags: ['refund'],
  }));
  const right = { input: 'Nobody paid the invoice for the engine that was ordered', expected: 'billing' };
  const folder = queueProject({
    'train.jsonl': [...rows, right].map((row) => `${JSON.stringify(row)}\n`).join(''),
    'persona.yaml':
      'answers:\n  - match: rewordings\n    reply: \'{"texts":["Refund of an invoice wanted: {{words}}.","The invoice is settled, {{words}}."]}\'\n',
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  const generator = `  generator: { use: "openai-compatible:mock@${server.url}/v1", lineage: { vendor: mocked, family: mock }, price: { inputUsd: 1, outputUsd: 2 } }\n`;
  const suite = queueSuite.replace('models:\n', `models:\n${generator}`);
  write(folder, {
    'suite.yaml': `${suite}training:\n  - { use: paraphrase, quota: 3, judged: false }\n  - { use: preference-pairs }\n`,
  });
  const load = await tested(folder);
  const filled = await fill(await load(), { heldout: 0, train: 12, format: 'trl-sft', model: 'some/model' });
  const items = readTrainingItems((await load()).paths);
  expect(items).toHaveLength(12);
  const by = (name: string) => items.filter(({ provenance }) => provenance.by === name);
  expect([by('as-is').length, by('paraphrase').length]).toEqual([4, 8]);
  const failing = new Set(by('as-is').flatMap(({ provenance }) => provenance.parents));
  for (const { input, answer, provenance } of by('paraphrase')) {
    expect([answer, provenance.depth]).toEqual(['billing', 1]);
    expect(provenance.parents.every((parent) => failing.has(parent))).toBe(true);
    // What the target answers rightly teaches it nothing: the second text of each reply.
    expect(inputText(input)).toMatch(/^Refund/);
  }
  expect(readTrainingRejects((await load()).paths).some(({ code }) => code === 'known')).toBe(true);
  expect(filled.spend.usd).toBeGreaterThan(0);
  expect(filled.exported?.notes.join()).toContain('all 12 rows have the answer billing');
  expect(read(filled.exported?.folder ?? '', 'train.py')).toContain('some/model');
}, 240_000);

test('what a fill cost counts every call, the run on what is new too', async () => {
  const folder = queueProject({ 'persona.yaml': "answers:\n  - { match: '', reply: billing }\n" });
  let requests = 0;
  const onRequest = ({ method }: { readonly method: string }) => {
    // Whether the server has the model is asked by GET, and costs nothing.
    if (method === 'POST') requests++;
  };
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder, onRequest });
  onTestFinished(() => server.close());
  const target = `target: { use: "openai-compatible:mock@${server.url}/v1", lineage: { vendor: mocked, family: mock }, price: { inputUsd: 1, outputUsd: 2 } }`;
  write(folder, { 'suite.yaml': queueSuite.replace(/target: \{.*\}/, target) });
  const load = () => loadSuite('suite.yaml', folder);
  await generate(await load());
  await run(await load(), { workingFolder: folder });
  const before = requests;
  const filled = await fill(await load(), { heldout: 10, train: 10 });
  expect(filled.record?.before).toEqual(expect.any(String));
  expect(filled.spend.requests).toBe(requests - before);
  expect(fillText(filled, folder, pc.createColors(false))).toMatch(/^spent \d+ requests, 0\.\d{4} USD$/m);
}, 240_000);

/** Words of a text, as the contamination check of the literature has them: written here again, to check by. */
const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
const grams = <Item>(items: readonly Item[], n: number) =>
  new Set(items.slice(n - 1).map((_, at) => JSON.stringify(items.slice(at, at + n))));
const characters = (text: string) => grams([...wordsOf(text).join(' ')], 5);
function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>) {
  const shared = [...one].filter((gram) => other.has(gram)).length;
  return shared / (one.size + other.size - shared);
}

test('no text of a held-out case gets into an export, however it is disguised', async () => {
  const held = queueRows(160, 'held');
  const failures = held.filter(({ tags }) => tags.includes('refund'));
  const disguises: readonly ((text: string) => string)[] = [
    (text) => `${text} `,
    (text) => text.toUpperCase().replaceAll(' ', '  '),
    (text) => `${text.replaceAll(':', ' -')}!!!`,
    (text) => `Hello, one more thing today. ${text}`,
    (text) => text.replace(/^the \w+/, 'somebody'),
    (text) => text.replace(/number \w+ \d+$/, 'number unknown'),
    (text) => text.replaceAll('refund', '\uff52\uff45fund'),
    (text) => text.split(' ').slice(0, -3).join(' '),
    (text) => text.split(' ').slice(-12).join(' '),
  ];
  const copies = failures.flatMap(({ input, ...row }, index) => {
    const disguise = disguises[index % disguises.length];
    return disguise === undefined ? [] : [{ ...row, input: disguise(input) }];
  });
  const honest = queueRows(40, 'train');
  const lines = [...copies, ...honest].map((row) => `${JSON.stringify(row)}\n`).join('');
  const load = await tested(queueProject({ 'train.jsonl': lines }));
  const filled = await fill(await load(), { heldout: 0, train: 200 });
  const file = path.join(filled.exported?.folder ?? '', 'train.jsonl');
  const exported = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).messages.at(-2)?.content));
  expect(exported.length).toBeGreaterThan(5);
  const texts = [
    ...held.map(({ input }) => input),
    ...readGeneratedCases((await load()).paths).map((item) => inputText(item.input)),
  ];
  const known = texts.map((text) => ({ eights: grams(wordsOf(text), 8), fives: characters(text) }));
  for (const text of exported) {
    const own = [...grams(wordsOf(text), 8)];
    const fives = characters(text);
    for (const { eights, fives: other } of known) {
      expect(own.filter((gram) => eights.has(gram)).length).toBeLessThan(own.length / 2);
      expect(jaccard(fives, other)).toBeLessThan(0.8);
    }
  }
  const contaminated = filled.training.aims.reduce((sum, aim) => sum + aim.contaminated, 0);
  expect(contaminated).toBeGreaterThanOrEqual(copies.length);
}, 240_000);
