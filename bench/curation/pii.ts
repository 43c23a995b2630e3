import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { groupBy } from '../../core/group-by.ts';
import { type Identifier, possibleScore, sureScore } from '../../core/identifier.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import { findIdentifiers } from '../../curation/pii/find-identifiers.ts';
import { dataFolder } from '../public-data.ts';

/**
 * How much of the personal data that presidio-research has labelled is found, type by type, and how the time grows with
 * texts that are made to cost. Run it with `npm run bench:pii -- --data FOLDER`.
 */
const types: Readonly<Record<string, readonly string[]>> = {
  CREDIT_CARD: ['card'],
  IBAN_CODE: ['iban'],
  EMAIL_ADDRESS: ['email'],
  IP_ADDRESS: ['ipv4', 'ipv6'],
  US_SSN: ['us-ssn'],
  US_DRIVER_LICENSE: ['document-number'],
  PHONE_NUMBER: ['phone'],
  STREET_ADDRESS: ['street-address'],
  PERSON: ['name'],
  DATE_TIME: ['date-of-birth'],
};
const fewest = 50; // below it errors are counted, not rates

const rowsSchema = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(
      z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() }),
    ),
  }),
);
type Span = { readonly start: number; readonly end: number };

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const file = path.join(dataFolder('presidio', values.data), 'synth_dataset_v2.json');
const rows = rowsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ full_text: text, spans }) => ({
  text,
  spans: spans.map((span) => ({
    type: span.entity_type,
    start: span.start_position,
    end: span.end_position,
  })),
}));
const found = await findAll(rows.map(({ text }) => ({ text, before: '' })));
const touches = (a: Span, b: Span) => a.start < b.end && b.start < a.end;
const covers = (a: Span, b: Span) => a.start <= b.start && b.end <= a.end;

function measure(label: string, own: readonly string[], bar: number) {
  const counts = { labelled: 0, found: 0, whole: 0, wrong: 0 };
  const errors: string[] = [];
  for (const [index, { text, spans }] of rows.entries()) {
    const here = (found[index] ?? []).filter(({ type, score }) => own.includes(type) && score >= bar);
    const labelled = spans.filter(({ type }) => type === label);
    for (const span of labelled) {
      counts.labelled += 1;
      if (here.some((one) => touches(one, span))) counts.found += 1;
      else errors.push(`missed ${JSON.stringify(text.slice(Math.max(0, span.start - 30), span.end))}`);
      if (here.some((one) => covers(one, span))) counts.whole += 1;
    }
    const wrong = here.filter((one) => !labelled.some((span) => touches(one, span)));
    counts.wrong += wrong.length;
    errors.push(...wrong.map((one) => `wrong ${JSON.stringify(one.text)}, ${labelOf(one, spans)}`));
  }
  return { ...counts, errors };
}

function labelOf(one: Identifier, spans: readonly (Span & { readonly type: string })[]): string {
  return `labelled ${spans.find((span) => touches(one, span))?.type ?? 'as nothing'}`;
}

const share = (part: number, whole: number) => (whole === 0 ? 'n/a' : (part / whole).toFixed(3));
console.log(
  '| type | labelled | found | in whole | missed | wrong | recall | precision | recall from 0.35 |',
);
console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
const shown: string[] = [];
for (const [label, own] of Object.entries(types)) {
  const sure = measure(label, own, sureScore);
  const possible = measure(label, own, possibleScore);
  const { labelled, found: n, whole, wrong, errors } = sure;
  const isFew = labelled < fewest;
  const rates = isFew
    ? ['', '', '']
    : [share(n, labelled), share(n, n + wrong), share(possible.found, labelled)];
  console.log(`| ${[label, labelled, n, whole, labelled - n, wrong, ...rates].join(' | ')} |`);
  const few = isFew || label === 'PHONE_NUMBER' || wrong > 0;
  const told = errors.filter((error) => isFew || label === 'PHONE_NUMBER' || error.startsWith('wrong'));
  if (few && told.length > 0) shown.push(`${label}:`, ...told.map((error) => `  ${error}`));
}
console.log(`\n${shown.join('\n')}`);

const none = rows.flatMap(({ spans }) => spans).filter(({ type }) => types[type] === undefined);
const counted = [...new Set(none.map(({ type }) => type))].map(
  (type) => `${type} ${none.filter((one) => one.type === type).length}`,
);
console.log(`\nNo rule finds: ${counted.join(', ')}`);
const others = found.flat().filter(({ type }) => !Object.values(types).flat().includes(type));
console.log(
  `Found beside these types: ${others.map(({ type, text }) => `${type} ${text}`).join(', ') || 'nothing'}`,
);

/** Public texts without personal data, but for what people in made-up tales are called. */
const clean = [
  { folder: 'gsm8k', files: ['test.jsonl'] },
  { folder: 'banking77', files: ['train.csv'] },
  {
    folder: 'bfcl',
    files: ['simple_python', 'multiple', 'parallel', 'irrelevance'].map((name) => `BFCL_v4_${name}.json`),
  },
];
console.log('\n| texts of | lines | finds from 0.35 |\n| --- | --: | --- |');
for (const { folder, files } of clean) {
  const lines = files.flatMap((name) =>
    readFileSync(path.join(dataFolder(folder, values.data), name), 'utf8')
      .trim()
      .split('\n'),
  );
  const all = (await findAll(lines.map((text) => ({ text, before: '' })))).flat();
  const byType = [...groupBy(all, ({ type }) => type)].map(([type, same]) => `${type} ${same.length}`);
  console.log(`| ${folder} | ${lines.length} | ${byType.join(', ') || 'none'} |`);
}

console.log('\n| text of | 250,000 characters | 1,000,000 | ratio |');
console.log('| --- | --: | --: | --: |');
const pieces = [
  '1',
  '1 ',
  'a@a.',
  '12:',
  'DE89 ',
  'My name is A ',
  'Haupt-',
  'eyJaaaaaaaaaaa.',
  'password: a',
];
for (const piece of pieces) {
  const [short, long] = [250_000, 1_000_000].map((size) => {
    const text = piece.repeat(size / piece.length);
    const started = performance.now();
    findIdentifiers(text);
    return performance.now() - started;
  });
  if (short === undefined || long === undefined) continue;
  console.log(
    `| \`${piece}\` over and over | ${short.toFixed(0)} ms | ${long.toFixed(0)} ms | ${(long / short).toFixed(1)} |`,
  );
}
