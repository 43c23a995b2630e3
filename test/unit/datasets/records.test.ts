import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, caseId, type Expected } from '../../../core/case.ts';
import type { Json } from '../../../core/json.ts';
import { caseRecordSchema, rejectRecordSchema } from '../../../datasets/records/case-schema.ts';
import { readRecords, renderRecords } from '../../../datasets/records/records-file.ts';
import { faultOf, generatedFrom, madeCase, realCase, rejectOf, temporaryFolder } from './dataset-fixtures.ts';

function written(content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), 'cases.jsonl');
  writeFileSync(file, content);
  return file;
}

// `-0` has no place in records: JSON text does not keep it.
const json = fc
  .jsonValue({ noNegativeZero: true } as fc.JsonSharedConstraints)
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const text = fc.string({ unit: 'binary' });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const expected: fc.Arbitrary<Expected> = fc.oneof(
  text.map((label) => ({ kind: 'label', label }) as const),
  fc
    .tuple(text, fc.array(text))
    .map(([first, rest]) => ({ kind: 'text', accept: [first, ...rest] }) as const),
  fc.tuple(number, text).map(([value, unit]) => ({ kind: 'number', value, tolerance: 0.5, unit }) as const),
  json.map((value) => ({ kind: 'json', value }) as const),
  fc.array(text).map((must) => ({ kind: 'facts', must, mustNot: [] }) as const),
  fc.array(json).map((values) => ({
    kind: 'tool-calls' as const,
    calls: [{ function: 'f', parameters: { a: values } }],
    ordered: true,
  })),
  fc.tuple(json, fc.array(text)).map(([state, tell]) => ({ kind: 'outcome', state, tell }) as const),
  fc.constant({ kind: 'behaviour', behaviour: 'clarify' } as const),
  text.map((from) => ({ kind: 'changed', from }) as const),
);

describe('cases.jsonl', () => {
  test('what was written comes back, whatever the texts and the kind of expected value', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'cases.jsonl');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(text, expected, json), { selector: ([first]) => first }),
        (parts) => {
          const cases = parts.map(([input, value, params]) =>
            madeCase(input, {
              expected: value,
              tags: [input],
              provenance: { ...generatedFrom(), params } as Case['provenance'],
            }),
          );
          writeFileSync(file, renderRecords(cases));
          const back = readRecords(file, caseRecordSchema);
          expect(back).toEqual([...cases].sort((a, b) => (a.id < b.id ? -1 : 1)));
          for (const item of back) expect(caseId(item)).toBe(item.id);
          expect(renderRecords(back)).toBe(renderRecords(cases));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('one line a case, sorted by id, keys in order, with its schema version', () => {
    const cases = [madeCase('c', { id: 'b' }), madeCase('a', { id: 'c' }), madeCase('b', { id: 'a' })];
    const rendered = renderRecords(cases);
    expect(rendered.endsWith('\n')).toBe(true);
    const lines = rendered.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['a', 'b', 'c']);
    expect(lines.map((line) => JSON.parse(line).schemaVersion)).toEqual([1, 1, 1]);
    expect(lines[0]).toMatch(/^\{"cell":\{"edgeCase":null,"skill":"main"\},"cluster":/);
    expect(renderRecords([...cases].reverse())).toBe(rendered);
    expect(renderRecords([])).toBe('');
  });

  test('authored cases, conversations, documents and tools come back as well', () => {
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'a' },
    ] as const;
    const tools = [{ name: 'f', description: 'd', parameters: { type: 'object' } }];
    const cases = [realCase('x', { input: { messages, documents: [{ id: 'd', text: 't' }], tools } })];
    expect(readRecords(written(renderRecords(cases)), caseRecordSchema)).toEqual(cases);
  });

  test('rejects keep status, code and verdicts', () => {
    const rejects = [rejectOf('a'), rejectOf('b', { status: 'undecided', code: 'validity' })];
    const back = readRecords(written(renderRecords(rejects)), rejectRecordSchema);
    expect(new Set(back)).toEqual(new Set(rejects));
  });

  test('no file and an empty file hold no records', () => {
    expect(readRecords(path.join(temporaryFolder(), 'none.jsonl'), caseRecordSchema)).toEqual([]);
    expect(readRecords(written(''), caseRecordSchema)).toEqual([]);
  });

  test('a folder in its place is no missing file', () => {
    const folder = path.join(temporaryFolder(), 'cases.jsonl');
    mkdirSync(folder);
    expect(() => readRecords(folder, caseRecordSchema)).toThrow(/EISDIR/);
  });
});

describe('a record that does not parse is an error at its line', () => {
  const good = renderRecords([madeCase('a')]);
  const changed = (change: object) => `${JSON.stringify({ ...JSON.parse(good), ...change })}\n`;

  test.each([
    ['a torn line', good.slice(0, 100)],
    ['no JSON', 'case\n'],
    ['an empty line', '\n'],
    ['a conflict marker', '<<<<<<< HEAD\n'],
    ['no object', '[]\n'],
    ['an unknown key', changed({ note: 'x' })],
    ['a missing key', changed({ cluster: undefined })],
    ['another schema version', changed({ schemaVersion: 2 })],
    ['an unknown origin', changed({ origin: 'found' })],
    ['an unknown kind of expected value', changed({ expected: { kind: 'guess' } })],
    ['no messages', changed({ input: { messages: [] } })],
    ['a number that is none', changed({ provenance: { ...generatedFrom(), seed: null } })],
    ['an unknown reject code', changed({ verdicts: [{ ...madeCase('a').verdicts[0], code: 'dull' }] })],
  ])('%s', async (_, line) => {
    const file = written(`${renderRecords([madeCase('a'), madeCase('b')])}${line}`);
    const { problems } = await faultOf(() => readRecords(file, caseRecordSchema));
    expect(problems).toMatchObject([
      {
        code: 'RECORD_CORRUPT',
        place: { file, line: 3, column: null },
        hint: expect.stringContaining('restore'),
      },
    ]);
  });

  test('bytes that are not UTF-8', async () => {
    const file = written(Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0x0a])]));
    const { problems } = await faultOf(() => readRecords(file, caseRecordSchema));
    expect(problems).toMatchObject([{ code: 'RECORD_CORRUPT', place: { line: 2 } }]);
  });

  test('the message names the key', async () => {
    const file = written(changed({ provenance: { ...generatedFrom(), depth: 'one' } }));
    const { problems } = await faultOf(() => readRecords(file, caseRecordSchema));
    expect(problems[0].message).toContain('provenance.depth');
  });
});
