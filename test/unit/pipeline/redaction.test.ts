import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readGeneratedCases, readRejects } from '../../../datasets/generated-cases.ts';
import { check } from '../../../pipeline/check.ts';
import { explain } from '../../../pipeline/explain.ts';
import { generate } from '../../../pipeline/generate.ts';
import { generateTraining } from '../../../pipeline/generate-training.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { surrogateKey } from '../../../pipeline/redaction.ts';
import { type WriterAndReader, writerAndReader } from '../../fixtures/providers/writer-and-reader.ts';

/** Invented people; the numbers are of no one (checksums computed). */
const secrets = [
  'jane.roe@acme.io',
  '867-5309',
  '4539 5787 6362 1486',
  'Jane van Roe',
  'DE89370400440532013000',
];
const rows = [
  { input: 'My name is Jane van Roe, charge card 4539 5787 6362 1486 once only', expected: 'billing' },
  { input: 'Call me at (415) 867-5309, the page is down', expected: 'outage' },
];
const documents = 'Refunds go to IBAN DE89370400440532013000. Ask jane.roe@acme.io about the page.';

const suite = (models: string, generator: string, more: string) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: ${generator.includes('docs-qa') ? 'qa' : 'classification'}, instructions: Which queue?${generator.includes('docs-qa') ? '' : ', labels: [billing, outage]'} }
data:
  heldout: [{ path: heldout.jsonl, licence: MIT }]
  seeds: [{ path: seeds.jsonl, licence: MIT }]
  unlabelled: [{ path: log.jsonl, licence: MIT }]
  documents: [{ path: handbook.md, licence: MIT }]
${more}
models: ${models}
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
      - { id: edge, description: Short ones., expect: invariant, quota: 2, optional: true, generators: [${generator}] }
score: [{ use: ${generator.includes('docs-qa') ? 'contains' : 'label'} }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;

/** Generates two cases with a provider that answers as the test says; gives what it was told, and what was kept. */
async function generated(generator: string, more: string, reply: (told: string) => string) {
  const provider = await writerAndReader(reply, (text) =>
    text.includes('page is down') ? 'outage' : 'billing',
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-redact-'));
  const lines = (all: readonly object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  write('heldout.jsonl', lines(rows));
  write('seeds.jsonl', lines(rows.map((row) => ({ ...row, input: `Again: ${row.input}` }))));
  write('log.jsonl', lines(rows.map(({ input }) => ({ input: `Once more: ${input}` }))));
  write('handbook.md', documents);
  const models = `{ generator: ${provider.writer}, judges: [${provider.reader}] }`;
  write('suite.yaml', suite(models, generator, more));
  const loaded = await loadSuite('suite.yaml', folder);
  const made = await generate(loaded);
  const cases = readGeneratedCases(loaded.paths);
  return { seen: provider.seen(), made, cases, rejects: readRejects(loaded.paths), loaded, folder, models };
}

const perturbed = '{ use: perturb, with: { ops: [filler], from: heldout } }';
const reworded = '{ use: paraphrase, with: { from: heldout, perCall: 1 } }';
const asked = [
  ['direct', '{ use: direct }'],
  ['self-instruct', '{ use: self-instruct }'],
  ['paraphrase', reworded],
  ['teacher-label', '{ use: teacher-label }'],
  ['docs-qa', '{ use: docs-qa, with: { kinds: [single-hop] } }'],
  ['log-expansion', '{ use: log-expansion }'],
] as const;

test.each(asked)(
  'what %s tells a provider holds no personal data where the suite redacts',
  async (name, use) => {
    const open = await generated(use, '', () => '{}');
    const { seen } = await generated(use, '  redact: true', () => '{}');
    expect(seen.length).toBeGreaterThan(0);
    const leaked = (all: readonly string[]) =>
      secrets.filter((secret) => all.some((one) => one.includes(secret)));
    expect(leaked(seen)).toEqual([]);
    // Without it the test would see something: it is no test of silence.
    expect(leaked(open.seen), name).not.toEqual([]);
  },
);

test('judges are asked about redacted cases, and those keep their parents, clusters and labels', async () => {
  const { seen, cases, loaded } = await generated(perturbed, '  redact: true', () => '{}');
  expect(cases).toHaveLength(1);
  const [made] = cases;
  expect(made?.expected).toEqual({ kind: 'label', label: 'billing' });
  const parents = made?.provenance.kind === 'generated' ? made.provenance.parents : [];
  const [story] = await explain([loaded], parents[0] ?? '');
  expect(story?.children).toContain(made?.id);
  expect(story?.item.cluster).toBe(made?.cluster);
  expect(seen.length).toBeGreaterThan(0);
  for (const text of [...seen, JSON.stringify(cases)])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

test('what is made for training is redacted before it is asked for, too', async () => {
  const text = (provider: WriterAndReader, redact: string) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: Which queue?, labels: [billing, outage] }
data: { heldout: [{ path: heldout.jsonl }], seeds: [{ path: seeds.jsonl, split: train }]${redact} }
models: { generator: ${provider.writer} }
skills: [{ id: queue, description: Finds the queue., edgeCases: [] }]
training: [{ use: paraphrase, quota: 1, judged: false }]
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
  for (const [redact, isTold] of [
    ['', true],
    [', redact: true', false],
  ] as const) {
    const provider = await writerAndReader(
      () => '{}',
      () => 'billing',
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'heldout-redact-'));
    writeFileSync(path.join(folder, 'heldout.jsonl'), '{"input":"Nothing loads","expected":"outage"}\n');
    writeFileSync(path.join(folder, 'seeds.jsonl'), `${JSON.stringify(rows[0])}\n`);
    writeFileSync(path.join(folder, 'suite.yaml'), text(provider, redact));
    await expect(generateTraining(await loadSuite('suite.yaml', folder))).rejects.toThrow('TRAINING_EMPTY');
    expect(provider.seen().length).toBeGreaterThan(0);
    expect(provider.seen().some((told) => told.includes('4539 5787 6362 1486'))).toBe(isTold);
  }
});

test('cases that were made before the suite redacts are named by check, and made anew are not', async () => {
  const { loaded, folder, models } = await generated(perturbed, '', () => '{}');
  writeFileSync(path.join(folder, 'suite.yaml'), suite(models, perturbed, '  redact: true'));
  const leaks = async () =>
    (await check('suite.yaml', folder)).warnings.filter((one) =>
      one.includes('personal data of real rows, made before'),
    );
  expect(await leaks()).toEqual([expect.stringMatching(/^1 generated case \([0-9a-f]{16}\) .* --fresh/)]);
  await generate(await loadSuite('suite.yaml', folder), { fresh: true });
  expect(readGeneratedCases(loaded.paths)).toHaveLength(1);
  expect(await leaks()).toEqual([]);
});

test('the same rows and the same seed give the same surrogates', async () => {
  const texts = async () =>
    (await generated(perturbed, '  redact: true', () => '{}')).cases.map(({ input }) => input);
  expect(await texts()).toEqual(await texts());
});

const remembered =
  '{"cases":[{"input":"Please charge my card once, or write to tom.b@acme-mail.net about it.","answer":"billing"}]}';

test('what a model remembers is refused, told by type and never in full, and kept out of version control', async () => {
  const { made, cases, rejects, loaded } = await generated('{ use: direct }', '', () => remembered);
  expect(cases).toEqual([]);
  expect(made.cells[0]?.reasons).toMatchObject({ pii: expect.any(Number) });
  const [reject] = rejects.filter(({ code }) => code === 'pii');
  expect(reject?.status).toBe('rejected');
  expect(reject?.verdicts.at(-1)).toMatchObject({
    by: 'pii',
    reason: expect.stringContaining('email t… (19 characters)'),
  });
  expect(reject?.verdicts.at(-1)?.reason).not.toContain('acme-mail');
  expect(existsSync(loaded.paths.rejects)).toBe(false);
  expect(readFileSync(loaded.paths.localRejects, 'utf8')).toContain('acme-mail');
  const [story] = await explain([loaded], reject?.id ?? '');
  expect(story?.item).toMatchObject({ code: 'pii' });
});

test.each([
  [
    'stands in the parent',
    'Hello, it is Jane van Roe; please take the money from 4539 5787 6362 1486 a single time',
    1,
  ],
  ['is another row’s', 'Name is Jane van Roe: charge card 4539 5787 6362 1486 or 415-867-5309', 0],
  ['is of a reserved range', 'Name is Jane van Roe: 4539 5787 6362 1486, jane@example.com, 555-0142', 1],
])('a rewording that holds what %s', async (_, text, admitted) => {
  const reply = (told: string) =>
    told.includes('4539') ? JSON.stringify({ texts: [text] }) : '{"texts":[]}';
  const { cases, rejects } = await generated(reworded, '', reply);
  expect(cases).toHaveLength(admitted);
  expect(rejects.filter(({ code }) => code === 'pii')).toHaveLength(1 - admitted);
});

test('the key is a digest of the texts and the seed, or what the environment says', () => {
  const record = (content: string) => ({ input: { messages: [{ role: 'user', content }] } }) as const;
  const key = surrogateKey([record('a')], 0, {});
  expect(surrogateKey([record('a')], 0, {})).toBe(key);
  expect(surrogateKey([record('b')], 0, {})).not.toBe(key);
  expect(surrogateKey([record('a')], 1, {})).not.toBe(key);
  expect(surrogateKey([record('a')], 0, { HELDOUT_REDACT_KEY: 'mine' })).toBe('mine');
  expect(surrogateKey([record('a')], 0, { HELDOUT_REDACT_KEY: '' })).toBe(key);
});
