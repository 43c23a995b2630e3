import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Case, inputText } from '../../../core/case.ts';
import { loadDataset } from '../../../pipeline/load-dataset.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { standInRows } from '../../../pipeline/stand-ins/stand-in-rows.ts';
import { type StandInOptions, type StandIns, standIns } from '../../../pipeline/stand-ins.ts';
import { writerAndReader } from '../../fixtures/providers/writer-and-reader.ts';

/** Invented people; the numbers are of no one (checksums computed). */
const identifiers = ['jane.roe@acme.io', '(415) 867-5309', '4539 5787 6362 1486', 'DE89370400440532013000'];
const things = [
  'kettle',
  'lamp',
  'saddle',
  'violin',
  'tent',
  'anchor',
  'mirror',
  'ladder',
  'wagon',
  'organ',
  'quilt',
  'compass',
];
const rows = things.map((thing, index) => ({
  id: `customer-${index}`,
  input: `The ${thing} that I ordered for the ${things[(index + 5) % 12]} room in spring ${index % 2 === 0 ? 'was charged twice' : 'never came at all'}; reach me by ${identifiers[index % 4]} about order ${7000 + index}`,
  expected: index % 2 === 0 ? 'billing' : 'delivery',
  cluster: `house-${index % 6}`,
  tags: ['mobile'],
}));

const suiteOf = (models: string) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: Which queue?, labels: [billing, delivery] }
data: { heldout: [{ path: rows.jsonl, licence: internal }] }
models: ${models}
skills: [{ id: queue, description: Finds the queue., edgeCases: [] }]
score: [{ use: label }]
gate: { margin: { real: 0.4, synthetic: 0.4 } }
`;

interface Setting {
  readonly models?: string;
  readonly rows?: readonly object[];
  readonly suite?: string;
}

function project({ models = '{}', rows: own = rows, suite }: Setting): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-stand-ins-'));
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  write('rows.jsonl', own.map((row) => `${JSON.stringify(row)}\n`).join(''));
  write('suite.yaml', suite ?? suiteOf(models));
  write('good.mjs', target("text.includes('charged') ? 'billing' : 'delivery'"));
  write('same.mjs', target("/charged|paid/.test(text) ? 'billing' : 'delivery'"));
  write('bad.mjs', target("'billing'"));
  return folder;
}

const target = (answer: string) =>
  `export const target = { async call(input) { const text = input.messages.at(-1).content; return { text: ${answer} }; } };\n`;
const own = (file: string) => `{ use: "module:./${file}", lineage: { vendor: none, family: ${file[0]} } }`;

async function made(
  setting: Setting,
  options: StandInOptions = {},
): Promise<StandIns & { readonly folder: string }> {
  const folder = project(setting);
  const loaded = await loadSuite('suite.yaml', folder);
  return { ...(await standIns(loaded, { workingFolder: folder, ...options })), folder };
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
const runsOfEight = (text: string) =>
  words(text).flatMap((_, at, all) => (at + 8 <= all.length ? all.slice(at, at + 8).join(' ') : []));
const texts = (cases: readonly Case[]) => cases.map(({ input }) => inputText(input));

/** What holds of every set of stand-ins, computed here without the code that made them. */
function holdsForAll(
  cases: readonly Case[],
  records: readonly { readonly input: string; readonly id: string; readonly cluster: string }[],
) {
  const real = new Set(records.flatMap(({ input }) => runsOfEight(input)));
  for (const text of texts(cases)) {
    expect(runsOfEight(text).filter((run) => real.has(run))).toEqual([]);
    expect(identifiers.filter((one) => text.includes(one))).toEqual([]);
    expect(records.map(({ input }) => input)).not.toContain(text);
  }
  const said = JSON.stringify(cases);
  for (const { id, cluster } of records) {
    expect(said).not.toContain(`"${id}"`);
    expect(said).not.toContain(`"${cluster}"`);
  }
}

describe('by rules alone', () => {
  test('no identifier and no eight words of a record are left, and the report says what rules cannot do', async () => {
    const { cases, report } = await made({});
    holdsForAll(cases, rows);
    // Surrogates come through whole, whatever is changed around them.
    const surrogate = /@[a-z]{4}\.example\.com|\(\d{3}\) 555-01\d\d|4000 00\d\d \d{4} \d{4}|DE\d\d0000\d{14}/;
    for (const text of texts(cases)) expect(text).toMatch(surrogate);
    expect(report.standIns).toBe(cases.length);
    expect(report.standIns).toBeGreaterThan(5);
    expect(report.records).toBe(12);
    expect(report.standIns + Object.values(report.leftOut).reduce((sum, n) => sum + n, 0)).toBe(12);
    expect(report.identifiers).toEqual({ found: { card: 3, email: 3, iban: 3, phone: 3 }, left: 0 });
    expect(report.sharedWords).toBe(0);
    expect(report.distance.standIns.p5).toBeGreaterThanOrEqual(report.distance.real.p5);
    expect(report).toMatchObject({ writers: [], judges: [], verdict: null, spend: { requests: 0 } });
    expect(report.notes.join('\n')).toMatch(/rules alone made them/);
    expect(report.notes.join('\n')).toMatch(/no judge came to the answers again/);
  });

  test('labels, tags and who belongs together stay; the same seed gives the same, another one others', async () => {
    const { cases } = await made({});
    const labels = (all: readonly Case[]) => new Set(all.map(({ expected }) => JSON.stringify(expected)));
    expect(labels(cases)).toEqual(
      new Set(['{"kind":"label","label":"billing"}', '{"kind":"label","label":"delivery"}']),
    );
    expect(cases.every(({ tags }) => tags.join() === 'mobile')).toBe(true);
    expect(new Set(cases.map(({ cluster }) => cluster)).size).toBeLessThanOrEqual(6);
    expect((await made({})).cases).toEqual(cases);
    expect(texts((await made({}, { seed: 1 })).cases)).not.toEqual(texts(cases));
  });

  test('documents are told anew as well, and their names are numbers', async () => {
    const withDocuments = rows.map(({ input, ...row }) => ({
      ...row,
      input: {
        messages: [{ role: 'user', content: 'Which?' }],
        documents: [{ id: 'roe-contract.pdf', text: input }],
      },
    }));
    const { cases } = await made({ rows: withDocuments });
    expect(cases.length).toBeGreaterThan(0);
    const real = new Set(rows.flatMap(({ input }) => runsOfEight(input)));
    for (const { input } of cases) {
      expect(input.documents?.map(({ id }) => id)).toEqual(['document-1']);
      expect(runsOfEight(input.documents?.[0]?.text ?? '').filter((run) => real.has(run))).toEqual([]);
    }
  });

  test('the rows are read back as they are', async () => {
    const { cases } = await made({});
    const folder = project({ rows: [] });
    writeFileSync(path.join(folder, 'rows.jsonl'), standInRows(cases, 'canary GUID'));
    const { dataset } = await loadDataset(await loadSuite('suite.yaml', folder));
    expect(dataset.cases.map(({ id, cluster, tags }) => [id, cluster, tags])).toEqual(
      cases.map(({ id, cluster, tags }) => [id, cluster, tags]),
    );
  });

  test('records that no rule takes far enough are left out and counted; a set without any is an error', async () => {
    const short = ['Pay 12', 'Pay 13'].map((input, index) => ({
      input,
      expected: 'billing',
      id: `s${index}`,
    }));
    const { report } = await made({ rows: [...rows, ...short] });
    expect(report.leftOut.near).toBeGreaterThan(0);
    await expect(made({ rows: short })).rejects.toThrow(/STAND_INS_EMPTY.*near 2/);
  });
});

/** What a model is shown of a record. */
function recordIn(told: string): readonly string[] {
  const [, record = '[]'] = /<record>\n([\s\S]*?)\n<\/record>/.exec(told) ?? [];
  return JSON.parse(record);
}

/** A provider that writes and judges as the test says. */
function provider(
  write: (record: readonly string[], told: string) => readonly string[],
  label: (text: string) => string,
) {
  return writerAndReader((told) => JSON.stringify({ texts: write(recordIn(told), told) }), label);
}

const invented = [
  'harbour',
  'orchard',
  'granite',
  'thistle',
  'marble',
  'cedar',
  'falcon',
  'ember',
  'juniper',
  'cobalt',
  'sorrel',
  'willow',
];
let calls = 0;
/** Other things, told in another way, with what decides the label. */
function rewritten(record: readonly string[]): readonly string[] {
  return record.map((text) => {
    const [one, other] = [invented[calls % 12], invented[(calls + 5) % 12]];
    calls++;
    return text.includes('charged')
      ? `Somebody took money for one ${one} ${other} and then took it once more, paid both times.`
      : `We wait for ${one} goods since ${other} time, and nothing of it has been handed over so far.`;
  });
}

describe('by a model', () => {
  test('it is told surrogates and the answer, and a judge of another family comes to the answer blind', async () => {
    const { writer, reader, seen } = await provider(rewritten, (text) =>
      text.includes('paid') ? 'billing' : 'delivery',
    );
    const { cases, report } = await made({ models: `{ generator: ${writer}, judges: [${reader}] }` });
    holdsForAll(cases, rows);
    expect(report.standIns).toBeGreaterThan(8);
    expect(report.writers).toHaveLength(1);
    expect(report.judges).toHaveLength(1);
    expect(report.spend.requests).toBeGreaterThan(0);
    expect(report.notes.join('\n')).not.toMatch(/rules alone/);
    for (const told of seen()) expect(identifiers.filter((one) => told.includes(one))).toEqual([]);
    const solved = seen().filter((told) => told.includes('"reader"') && !told.includes('realism'));
    expect(solved.length).toBeGreaterThan(0);
    for (const question of solved) expect(question).not.toContain('<record>');
  });

  interface Unfit {
    readonly reason: string;
    readonly write: (record: readonly string[]) => readonly string[];
    readonly label: string;
  }
  const same = 'Somebody took the money for it two times and it was paid both times, says the bank.';
  const unfit: readonly Unfit[] = [
    { reason: 'judge', write: rewritten, label: 'delivery' },
    { reason: 'words', write: (record) => record, label: 'billing' },
    {
      reason: 'identifier',
      write: (record) => rewritten(record).map((text) => `${text} Mail tom.b@acme-mail.net!`),
      label: 'billing',
    },
    { reason: 'reply', write: (record) => [...record, 'one more'], label: 'billing' },
    { reason: 'repeated', write: () => [same], label: 'billing' },
  ];
  test.each(unfit)('what does not hold is left out: $reason', async ({ reason, write, label }) => {
    const { writer, reader } = await provider(write, () => label);
    const outcome = await made({ models: `{ generator: ${writer}, judges: [${reader}] }` }).then(
      ({ report }) => report.leftOut,
      (error: Error) => error.message,
    );
    expect(JSON.stringify(outcome)).toContain(reason);
  });

  test('what an answer names must stand in the stand-in too, as the same surrogate', async () => {
    const suite = (models: string) => `schemaVersion: 1
id: contacts
title: Contacts
task: { kind: extraction, instructions: Give the address. }
data: { heldout: [{ path: rows.jsonl, licence: internal }] }
models: ${models}
skills: [{ id: contact, description: Finds the address., edgeCases: [] }]
score: [{ use: json-fields }]
gate: { margin: { real: 0.4, synthetic: 0.4 } }
`;
    const contacts = things.map((thing) => ({
      input: `Please send the bill for the ${thing} to ${thing}.fan@acme.io, as it was agreed with us in March`,
      expected: { mail: `${thing}.fan@acme.io` },
    }));
    const keep = (told: string) => /Keep these exactly as they are: "([^"]+)"/.exec(told)?.[1] ?? '';
    const write = (_: readonly string[], told: string) => [
      `${invented[calls++ % 12]} papers ${calls}: whoever asks for them gets an answer from ${keep(told)} only`,
    ];
    const { writer } = await provider(write, () => '');
    const { cases } = await made({ suite: suite(`{ generator: ${writer} }`), rows: contacts });
    expect(cases.length).toBeGreaterThan(0);
    for (const { input, expected } of cases) {
      const mail =
        expected.kind === 'json' ? JSON.stringify(expected.value).slice('{"mail":"'.length, -2) : '';
      expect(mail).toMatch(/\.example\.com$/);
      expect(inputText(input)).toContain(mail);
    }
  });
});

test.each([
  ['same.mjs', true],
  ['bad.mjs', true],
  // It knows only the words of the records: on stand-ins it is worse.
  ['good.mjs', false],
])('the gate decides on records and on stand-ins: %s', async (file, agrees) => {
  const { writer, reader } = await provider(rewritten, (text) =>
    text.includes('paid') ? 'billing' : 'delivery',
  );
  const models = `{ generator: ${writer}, judges: [${reader}], target: ${own('same.mjs')}, baseline: ${own('same.mjs')} }`;
  const many = Array.from({ length: 5 }, (_, round) =>
    rows.map((row, index) => ({
      ...row,
      id: `${round}-${index}`,
      input: `${row.input} number ${round} of ${round * 7 + index}`,
      cluster: `${round}-${index}`,
    })),
  ).flat();
  const { report } = await made({ models, rows: many }, { target: `module:./${file}` });
  expect(report.verdict).toMatchObject({ n: report.standIns, agrees });
  expect(report.verdict?.originals.baseline).toBe(1);
});
