import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { canaryGuid } from '../../../core/canary-guid.ts';
import { caseId } from '../../../core/case.ts';
import { digest } from '../../../core/digest.ts';
import { HeldoutError } from '../../../core/errors.ts';
import { type TrainingItem, trainingItemId } from '../../../core/training-item.ts';
import { exportFormats } from '../../../datasets/formats/export-formats.ts';
import { writeTrainingMaterial } from '../../../datasets/training-items.ts';
import { type Exported, type ExportOptions, exportSuite } from '../../../pipeline/export.ts';
import { loadDataset } from '../../../pipeline/load-dataset.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { importing, lines, suiteFolder, suiteText } from './import-fixtures.ts';

const options: ExportOptions = {
  split: 'train',
  format: 'messages',
  from: ['items', 'seeds', 'training'],
  licences: null,
  out: null,
  model: null,
  target: null,
  maxTokens: null,
};

/** A suite over these files; each is a list of rows. */
function project(files: Readonly<Record<string, readonly object[]>>, data: string): string {
  const folder = suiteFolder(suiteText().replace('data: {} # nothing yet', `data: ${data}`));
  for (const [name, rows] of Object.entries(files)) writeFileSync(path.join(folder, name), lines(...rows));
  return folder;
}

async function exporting(folder: string, more: Partial<ExportOptions> = {}): Promise<Exported> {
  return exportSuite(await loadSuite('suite.yaml', folder), { ...options, ...more });
}

const records = ({ folder, manifest }: Exported) =>
  manifest.files
    .filter(({ name, rows }) => rows !== null && !/^(provenance|refused)/.test(name))
    .flatMap(({ name }) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line));

const problemsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof HeldoutError) return error.problems;
  throw error ?? new Error('nothing was thrown');
};

const heldout = [
  {
    id: 'h1',
    input: 'Where do I find the invoice of last month?',
    expected: 'invoices',
    tags: ['mail'],
    cluster: 'c1',
  },
  {
    input: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Yes?' },
      { role: 'user', content: 'My card!' },
    ],
    expected: ['cards', 'card'],
  },
  {
    input: {
      messages: [{ role: 'user', content: 'What does it say?' }],
      documents: [{ id: 'd', text: 'It says "no".' }],
    },
    expected: 'no',
  },
];
const both =
  '{ heldout: [{ path: heldout.jsonl, licence: MIT }], seeds: [{ path: seeds.jsonl, split: train, licence: MIT }] }';

describe('a held-out export comes back as the same dataset', () => {
  const formats = exportFormats.filter(({ trainer, takes }) => trainer === null && takes === 'cases');

  test.each(formats.map(({ name, container }) => [name, container]))('%s', async (format, container) => {
    const folder = project(
      { 'heldout.jsonl': heldout },
      '{ heldout: [{ path: heldout.jsonl, licence: MIT }] }',
    );
    const before = await loadDataset(await loadSuite('suite.yaml', folder));
    const exported = await exporting(folder, { split: 'heldout', format });
    expect(exported.manifest).toMatchObject({
      rows: 3,
      dataset: { digest: before.dataset.digest },
      licences: [{ licence: 'MIT', rows: 3 }],
      refused: {},
    });
    const bytes = readFileSync(path.join(exported.folder, `heldout.${container}`));
    const guid = canaryGuid({ id: 'tickets', title: 'Tickets' }, 1);
    expect(exported.manifest.canary).toContain(guid);
    // Parquet is packed, with a dictionary of its texts.
    if (container !== 'parquet') expect(bytes.toString().split(guid)).toHaveLength(4);
    const other = suiteFolder();
    await importing(other, `again.${container}`, bytes, { addsEntry: true });
    const { dataset } = await loadDataset(await loadSuite('suite.yaml', other));
    expect(dataset.digest).toBe(before.dataset.digest);
    // What was held out is not trained on, wherever it comes back.
    const leaking = await importing(suiteFolder(), `again.${container}`, bytes, { to: 'training' });
    expect(leaking).toMatchObject({ ok: false, rows: 0, problems: [{ code: 'DATA_SPLIT' }, {}, {}] });
  });
});

describe('a training export holds what may be trained on', () => {
  const seeds = [
    { input: 'How do I change my address?', expected: 'account', cluster: 's1' },
    { input: 'where do i find the invoice of last month', expected: 'invoices' }, // the words of a held-out row
    { input: 'Answer without an answer' },
    { input: 'How do I change my address?', expected: 'account', id: 'twice' },
    {
      input: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hi!' },
        { role: 'user', content: 'Bye' },
      ],
      expected: 'bye',
    },
  ];

  test('and says of everything else why it was left out', async () => {
    const exported = await exporting(project({ 'heldout.jsonl': heldout, 'seeds.jsonl': seeds }, both), {
      format: 'alpaca',
    });
    expect(exported.refused.map(({ code }) => code).sort()).toEqual([
      'contam',
      'exact-dup',
      'format',
      'no-answer',
    ]);
    expect(records(exported)).toMatchObject([
      { instruction: 'Answer with one word.', input: 'How do I change my address?', output: 'account' },
    ]);
    expect(exported.manifest).toMatchObject({
      rows: 1,
      sources: { items: 0, seeds: 5, training: 0 },
      refused: { contam: 1 },
    });
    const chat = await exporting(project({ 'heldout.jsonl': heldout, 'seeds.jsonl': seeds }, both));
    expect(records(chat).map(({ messages }) => messages.length)).toEqual([3, 5]);
  });

  test('no piece of a long held-out text is exported, whatever stands around it', async () => {
    const told = (name: string) =>
      Array.from({ length: 120 }, (_, at) => `${name}${(at * 7919) % 997} of`).join(' ');
    const [mail, other] = [told('held'), told('own')];
    const piece = mail.split(' ').slice(80, 110).join(' ');
    const rows = [
      { input: piece, expected: 'a' },
      { input: `> ${piece.replaceAll(' ', '\n> ').toUpperCase()}`, expected: 'b' },
      { input: `${other.split(' ').slice(0, 25).join(' ')} ${piece}`, expected: 'c' },
      { input: other, expected: piece },
      { input: other.split(' ').slice(0, 90).join(' '), expected: 'd' },
    ];
    for (const source of ['seeds', 'training']) {
      const entry = `${source}: [{ path: rows.jsonl, ${source === 'seeds' ? 'split: train, ' : ''}licence: MIT }]`;
      const folder = project(
        { 'heldout.jsonl': [{ input: mail, expected: 'x' }], 'rows.jsonl': rows },
        `{ heldout: [{ path: heldout.jsonl, licence: MIT }], ${entry} }`,
      );
      const exported = await exporting(folder);
      expect(records(exported).map(({ messages }) => messages.at(-1).content)).toEqual(['d']);
      expect(exported.refused.map(({ code }) => code)).toEqual(Array(4).fill('contam'));
      expect(exported.refused[0]?.reason).toMatch(/is held out, and holds 100 % of its words$/);
    }
  });

  test('shares no cluster with the held-out side, also where the suite alone would not see it', async () => {
    const training = [
      { input: 'Something quite different', expected: 'x', cluster: 'c1' },
      { input: 'And another', expected: 'y' },
    ];
    const folder = project(
      { 'heldout.jsonl': heldout, 'training.jsonl': training },
      '{ heldout: [{ path: heldout.jsonl }], training: [{ path: training.jsonl, licence: MIT }] }',
    );
    const exported = await exporting(folder);
    expect(exported.refused).toMatchObject([{ code: 'lineage', reason: expect.stringContaining('cluster') }]);
    expect(records(exported)).toHaveLength(1);
  });

  test('rows of a probe are protected like held-out ones', async () => {
    const folder = project(
      {
        'heldout.jsonl': heldout,
        'probe.jsonl': [{ input: 'How do I change my address?', expected: 'account' }],
        'seeds.jsonl': [
          { input: 'How do I change my address!', expected: 'account' },
          { input: 'Bye', expected: 'bye' },
        ],
      },
      both.replace('}] }', '}], probe: [{ path: probe.jsonl }] }'),
    );
    expect((await exporting(folder)).refused).toMatchObject([{ code: 'contam' }]);
    expect((await exporting(folder, { split: 'probe' })).manifest).toMatchObject({ rows: 1, dataset: null });
  });

  test('training items: examples and reasoning as answers, preference pairs as pairs', async () => {
    const folder = project(
      {
        'heldout.jsonl': heldout,
        'seeds.jsonl': [{ input: 'How do I change my address?', expected: 'account' }],
      },
      both,
    );
    const loaded = await loadSuite('suite.yaml', folder);
    const input = { messages: [{ role: 'user', content: 'How do I change my address?' }] } as const;
    const seedId = caseId({
      cell: { skill: 'main', edgeCase: null },
      input,
      expected: { kind: 'text', accept: ['account'] },
    });
    const item = (
      kind: TrainingItem['kind'],
      more: Partial<TrainingItem> = {},
      text = 'And my name?',
    ): TrainingItem => {
      const content = {
        kind,
        cell: { skill: 'main', edgeCase: null },
        input: { messages: [{ role: 'user', content: `${text} ${kind}` }] } as const,
        answer: 'account',
        rationale: null,
        rejected: null,
        ...more,
      };
      return {
        ...content,
        id: trainingItemId(content),
        expected: { kind: 'text', accept: ['account'] },
        expectedFrom: 'declared',
        tags: [],
        cluster: seedId,
        licence: 'MIT',
        provenance: {
          kind: 'generated',
          by: 'x',
          version: '1',
          model: null,
          lineage: null,
          promptDigest: null,
          params: {},
          seed: 0,
          parents: [seedId],
          depth: 1,
          costUsd: null,
          copyable: true,
        },
        verdicts: [],
      };
    };
    const items = [
      item('example'),
      item('reasoning', { rationale: 'Names belong to accounts.' }),
      item('preference', { rejected: 'cards' }),
    ];
    writeTrainingMaterial(loaded.paths, { items, rejects: [] });
    const chat = await exporting(folder, { from: ['items'] });
    expect(
      records(chat)
        .map(({ messages }) => messages.at(-1).content)
        .sort(),
    ).toEqual(['Names belong to accounts.\n\naccount', 'account']);
    expect(chat.refused).toMatchObject([{ code: 'kind' }]);
    const pairs = await exporting(folder, { from: ['items'], format: 'trl-dpo' });
    expect(records(pairs)).toEqual([
      {
        prompt: [
          { role: 'system', content: 'Answer with one word.' },
          { role: 'user', content: 'And my name? preference' },
        ],
        chosen: [{ role: 'assistant', content: 'account' }],
        rejected: [{ role: 'assistant', content: 'cards' }],
      },
    ]);
    expect(pairs.manifest).toMatchObject({
      parents: 1,
      clusters: 1,
      licences: [{ licence: 'MIT', rows: 1 }],
    });
    const openai = await exporting(folder, { from: ['items'], format: 'openai-dpo' });
    expect(records(openai)).toMatchObject([
      { preferred_output: [{ content: 'account' }], non_preferred_output: [{ content: 'cards' }] },
    ]);
  });
});

describe('licences', () => {
  const seeds = {
    'heldout.jsonl': heldout,
    'a.jsonl': [{ input: 'One', expected: '1' }],
    'b.jsonl': [{ input: 'Two', expected: '2' }],
    'c.jsonl': [{ input: 'Three', expected: '3' }],
  };
  const data =
    '{ heldout: [{ path: heldout.jsonl }], seeds: [{ path: a.jsonl, split: train, licence: MIT }, { path: b.jsonl, split: train, licence: internal }, { path: c.jsonl, split: train }] }';

  test('rows under `internal` or none at all are not trained on by accident', async () => {
    const [problem] = await problemsOf(exporting(project(seeds, data)));
    expect(problem).toMatchObject({
      code: 'EXPORT_LICENCE',
      message: expect.stringMatching(/1 under `internal` and 1 without/),
      hint: expect.stringContaining('--licence internal,unknown'),
    });
  });

  test.each([
    [['MIT'], ['1']],
    [
      ['mit', 'internal'],
      ['1', '2'],
    ],
    [['unknown'], ['3']],
    [['any'], ['1', '2', '3']],
  ])('%j lets through %j', async (licences, answers) => {
    const exported = await exporting(project(seeds, data), { licences, format: 'jsonl' });
    expect(records(exported).map(({ expected }) => expected)).toEqual(answers);
    expect(exported.manifest.refused).toEqual(answers.length === 3 ? {} : { licence: 3 - answers.length });
  });
});

describe('lengths', () => {
  const seeds = [
    { input: 'Short', expected: 'x' },
    { input: 'word '.repeat(400), expected: 'y' },
  ];

  test('a row that is longer than the model reads is left out and told, never cut', async () => {
    const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': seeds }, both);
    const exported = await exporting(folder, { maxTokens: 100, target: 'openai:gpt-4o' });
    expect(exported.refused).toMatchObject([
      {
        code: 'length',
        reason: expect.stringMatching(/^4\d\d tokens \(o200k_base of gpt-tokenizer\); the limit is 100$/),
      },
    ]);
    expect(exported.manifest.lengths).toMatchObject({ exact: true, limit: 100, tooLong: 1 });
    expect(records(exported)).toHaveLength(1);
  });

  test('without a tokenizer it is an estimate, and says so; held-out rows stay, and are told', async () => {
    const folder = project(
      { 'heldout.jsonl': [...heldout, ...seeds] },
      '{ heldout: [{ path: heldout.jsonl, licence: MIT }] }',
    );
    const exported = await exporting(folder, { split: 'heldout', maxTokens: 100 });
    expect(exported.manifest).toMatchObject({ rows: 5, lengths: { exact: false, tooLong: 1 } });
    expect(exported.tooLong).toHaveLength(1);
    expect(exported.notes.join('\n')).toContain('estimate');
  });
});

describe('bundles of trainers', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({
    input: `Question number ${i} about ${'abcdefghij'.repeat(3).slice(i % 9)}${i}`,
    expected: `a${i % 4}`,
    cluster: `k${i % 20}`,
  }));
  const trainers = exportFormats.flatMap(({ trainer }) => (trainer?.takes === 'answers' ? trainer : []));

  test.each(trainers.map((trainer) => [trainer.name, trainer] as const))(
    '%s: data and a configuration that names them, the same bytes each time',
    async (format, trainer) => {
      const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': many }, both);
      const exported = await exporting(folder, { format, model: 'some/model' });
      const names = exported.manifest.files.map(({ name }) => name);
      const data = [trainer.dataFile, ...(trainer.validationFile === null ? [] : [trainer.validationFile])];
      expect(names).toEqual(expect.arrayContaining([...data, 'provenance.jsonl']));
      const configuration = names
        .filter((name) => ![...data, 'provenance.jsonl'].includes(name))
        .map((name) => readFileSync(path.join(exported.folder, name), 'utf8'));
      expect(configuration.join('\n')).toContain('some/model');
      for (const row of records(exported))
        expect(Object.keys(row).sort()).toEqual(Object.keys(records(exported)[0]).sort());
      expect(records(exported)).toHaveLength(many.length);
      for (const { name, sha256 } of exported.manifest.files)
        expect(digest(readFileSync(path.join(exported.folder, name)))).toBe(sha256);
      expect((await exporting(folder, { format, model: 'some/model' })).manifest).toEqual(exported.manifest);
    },
  );

  test.each(trainers.map(({ name }) => name))('%s: a model that was not named is told', async (format) => {
    const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': many }, both);
    const { folder: out, manifest, notes } = await exporting(folder, { format });
    expect(notes.join('\n')).toContain('in the place of MODEL-TO-TUNE');
    const texts = manifest.files.map(({ name }) => readFileSync(path.join(out, name), 'utf8'));
    expect(texts.join('\n')).toContain('MODEL-TO-TUNE');
  });

  test('Unsloth and TRL: neither cuts at a length of its own', async () => {
    const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': many }, both);
    for (const format of ['unsloth', 'trl-sft']) {
      const exported = await exporting(folder, { format });
      expect(readFileSync(path.join(exported.folder, 'train.py'), 'utf8')).toMatch(/max_length=\d+/);
    }
  });

  test('OpenAI: a system, a user and an assistant turn each; fewer than ten examples are told', async () => {
    const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': many.slice(0, 9) }, both);
    const exported = await exporting(folder, { format: 'openai-ft', model: 'gpt-4o-mini' });
    for (const row of records(exported)) {
      expect(Object.keys(row)).toEqual(['messages']);
      expect(row.messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant']);
    }
    expect(exported.notes).toEqual([expect.stringContaining('10 examples')]);
    expect(exported.manifest.lengths).toMatchObject({
      tokenizer: 'o200k_base of gpt-tokenizer',
      limit: 128_000,
    });
  });

  test('LLaMA-Factory: it would pass over turns that do not alternate, and they are left out and told', async () => {
    const turns = (...roles: readonly string[]) => ({
      input: roles.map((role, i) => ({ role, content: `${role} ${i} ${roles.length}` })),
      expected: 'x',
    });
    const odd = [
      turns('user', 'user'),
      turns('system', 'user'),
      turns('user', 'assistant', 'user'),
      { input: 'One', expected: 'y' },
    ];
    const folder = project({ 'heldout.jsonl': heldout, 'seeds.jsonl': odd }, both);
    const exported = await exporting(folder, { format: 'llama-factory' });
    expect(exported.refused.map(({ code }) => code)).toEqual(['format', 'format']);
    expect(exported.manifest.rows).toBe(2);
    expect((await exporting(folder)).manifest.rows).toBe(4);
  });

  test('MLX: a tenth of the clusters is for the validation, none on both sides', async () => {
    const exported = await exporting(project({ 'heldout.jsonl': heldout, 'seeds.jsonl': many }, both), {
      format: 'mlx',
    });
    const provenance = readFileSync(path.join(exported.folder, 'provenance.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const clusters = (file: string) =>
      new Set(provenance.filter((row) => row.file === file).map((row) => row.cluster));
    const [train, valid] = [clusters('data/train.jsonl'), clusters('data/valid.jsonl')];
    expect(valid.size).toBeGreaterThan(0);
    expect(valid.size).toBeLessThan(10);
    expect([...valid].filter((cluster) => train.has(cluster))).toEqual([]);
  });
});

describe('what cannot be exported says why', () => {
  test.each<[string, Partial<ExportOptions>, string]>([
    ['a format that nobody knows', { format: 'sharegtp' }, 'USAGE'],
    ['preference pairs of what is held out', { split: 'heldout', format: 'dpo' }, 'EXPORT_FORMAT'],
    ['a trainer for what is held out', { split: 'heldout', format: 'mlx' }, 'EXPORT_FORMAT'],
    ['a split without cases', { split: 'probe' }, 'EXPORT_EMPTY'],
    ['no training material', {}, 'EXPORT_EMPTY'],
  ])('%s', async (_, more, code) => {
    const folder = project({ 'heldout.jsonl': heldout }, '{ heldout: [{ path: heldout.jsonl }] }');
    expect((await problemsOf(exporting(folder, more)))[0]).toMatchObject({ code, hint: expect.any(String) });
    expect(existsSync(path.join(folder, '.heldout/exports'))).toBe(false);
  });

  test('a folder that holds something else stays; an export that was there is replaced', async () => {
    const folder = project({ 'heldout.jsonl': heldout }, '{ heldout: [{ path: heldout.jsonl }] }');
    const out = path.join(folder, 'out');
    mkdirSync(out);
    writeFileSync(path.join(out, 'mine.txt'), 'mine');
    const wanted = { split: 'heldout', format: 'csv', out } as const;
    expect(await problemsOf(exporting(folder, wanted))).toMatchObject([{ code: 'FILE_EXISTS' }]);
    const own = { ...wanted, out: path.join(folder, 'own') };
    await exporting(folder, own);
    const again = await exporting(folder, { ...own, format: 'inspect' });
    expect(existsSync(path.join(own.out, 'heldout.csv'))).toBe(false);
    expect(again.manifest.files.map(({ name }) => name)).toEqual(['heldout.jsonl', 'provenance.jsonl']);
  });
});
