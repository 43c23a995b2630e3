import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type Case, type CaseInput, caseId, type Expected } from '../../../core/case.ts';
import type { Suite } from '../../../core/suite.ts';
import { detectShape } from '../../../datasets/formats/detect-shape.ts';
import type { ExportFormat } from '../../../datasets/formats/export-formats.ts';
import { itemOfCase } from '../../../datasets/formats/export-item.ts';
import { importRow } from '../../../datasets/formats/import-row.ts';
import { openRecords } from '../../../datasets/formats/open-records.ts';
import { writeRecord } from '../../../datasets/formats/write-record.ts';
import { writeRecords } from '../../../datasets/formats/write-records.ts';
import { mapRow } from '../../../datasets/rows/map-row.ts';
import type { RawRow } from '../../../datasets/rows/raw-row.ts';
import { sourceOf } from './dataset-fixtures.ts';

/** Exports cases to a file, imports it again, and gives what the suite reads of the rows. */
export async function roundTrip(
  folder: string,
  cases: readonly Case[],
  { record, container }: Pick<ExportFormat, 'record' | 'container'>,
  suite: Suite,
): Promise<readonly Case[]> {
  const file = path.join(folder, `round.${container}`);
  const records = cases.map(
    (item) => writeRecord(itemOfCase(item, null), record, { suite, canary: 'canary' }).fields,
  );
  await writeRecords(file, container, records);
  return readExport(file, suite);
}

/** The cases of an exported file. */
export async function readExport(file: string, suite: Suite): Promise<readonly Case[]> {
  const { records } = await openRecords(file, path.basename(file));
  const rows: RawRow[] = [];
  for await (const batch of records) {
    for (const row of batch) {
      if ('code' in row) throw new Error(`${row.message} in ${readFileSync(file, 'utf8').slice(0, 500)}`);
      rows.push(row);
    }
  }
  const { shape } = detectShape(rows, { file, line: null, column: null });
  return rows.map((row) => {
    const made = importRow(row, { suite, shape, map: {}, set: {}, purpose: 'heldout' });
    if ('code' in made) throw new Error(`${shape.name}: ${made.message}: ${JSON.stringify(row.fields)}`);
    const item = mapRow({ ...row, fields: made.fields }, sourceOf({ path: file }), suite);
    if ('code' in item) throw new Error(`${item.message}: ${JSON.stringify(made.fields)}`);
    return item;
  });
}

/** What of a case must come back. */
export function essence({ id, cell, input, expected, origin, cluster, tags }: Case) {
  return { id, cell, input, expected, origin, cluster, tags };
}

const piece = fc.oneof(
  fc.constantFrom(
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\ufeff',
    '\u202e',
    '\u2028',
    '\u0085',
    '🧑‍🧑‍🧒',
    '{{x}}',
    '{% raw %}',
    '{% endraw %}',
    '- ',
    ': ',
    '#',
    '&a',
    '*a',
    '!!',
    '|',
    '>',
    '~',
    'null',
    '\\',
    "'",
    '<document id="d">',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/\p{Surrogate}/u.test(text)),
);
/** Texts with what breaks files: quotes, line ends, NUL, marks of direction, signs of YAML and of templates. */
export const hostileText = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
const said = hostileText.map((text) => `${text}x`);

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
/** Any expected value that a suite of free text can hold. */
export const anyExpected: fc.Arbitrary<Expected> = fc.oneof(
  fc
    .tuple(said, fc.array(said, { maxLength: 2 }))
    .map(([first, more]) => ({ kind: 'text' as const, accept: [first, ...more] as const })),
  fc.record({
    kind: fc.constant('number' as const),
    value: fc.integer(),
    tolerance: fc.constantFrom(0, 0.5),
    unit: fc.constantFrom(null, 'kg'),
  }),
  json.map((value) => ({ kind: 'json' as const, value })),
  fc.record({
    kind: fc.constant('facts' as const),
    must: fc.array(said, { maxLength: 2 }),
    mustNot: fc.array(said, { maxLength: 2 }),
  }),
  fc
    .constantFrom('abstain', 'refuse', 'comply', 'clarify')
    .map((behaviour) => ({ kind: 'behaviour' as const, behaviour })),
  fc.record({
    kind: fc.constant('tool-calls' as const),
    calls: fc.array(
      fc.record({
        function: said,
        parameters: fc.dictionary(said, fc.array(json, { minLength: 1, maxLength: 2 }), { maxKeys: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    ordered: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('tests' as const),
    language: fc.constantFrom('python' as const, 'javascript' as const),
    source: said,
  }),
);

const message = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const, 'tool' as const),
  content: hostileText,
});
/** Inputs of one turn and of several, with documents and tools. */
export const anyInput: fc.Arbitrary<CaseInput> = fc.oneof(
  said.map((content) => ({ messages: [{ role: 'user' as const, content }] as const })),
  fc.record(
    {
      messages: fc
        .tuple(message, fc.array(message, { maxLength: 3 }))
        .map(([first, rest]) => [first, ...rest] as const),
      documents: fc.array(fc.record({ id: said, text: hostileText }), { minLength: 1, maxLength: 2 }),
      tools: fc.array(fc.record({ name: said, description: hostileText, parameters: json }), {
        minLength: 1,
        maxLength: 2,
      }),
    },
    { requiredKeys: ['messages'] },
  ),
);

/** Cases of the suite `main` with the edge case `typos`, real and synthetic. */
export function anyCase(expected: fc.Arbitrary<Expected> = anyExpected): fc.Arbitrary<Case> {
  return fc
    .record({
      input: anyInput,
      expected,
      cell: fc.constantFrom(
        { skill: 'main', edgeCase: null },
        { skill: 'other', edgeCase: null },
        { skill: 'main', edgeCase: 'typos' },
        { skill: 'main', edgeCase: 'typos', attributes: { style: 'terse' } },
      ),
      origin: fc.constantFrom('real' as const, 'synthetic' as const),
      cluster: fc.option(said, { nil: undefined }),
      tags: fc.uniqueArray(fc.constantFrom('b', 'a', 'a, b', 'style:terse', '#'), { maxLength: 3 }),
      declaredId: fc.option(said, { nil: null }),
    })
    .map(({ input, expected: right, cell, origin, cluster, tags, declaredId }) => {
      const id = caseId({ cell, input, expected: right });
      return {
        id,
        cell,
        input,
        expected: right,
        origin,
        cluster: cluster ?? id,
        tags: [...tags].sort(),
        split: 'heldout',
        expectedFrom: 'declared',
        verdicts: [],
        provenance: {
          kind: 'authored',
          source: 'rows.jsonl',
          row: 1,
          declaredId,
          licence: null,
          copyable: true,
        },
      };
    });
}
