import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../core/digest.ts';
import { longestLine } from '../../../core/stream-lines.ts';
import { CsvSplitter } from '../../../datasets/rows/csv-splitter.ts';
import { JsonSplitter } from '../../../datasets/rows/json-splitter.ts';
import { readJsonl } from '../../../datasets/rows/read-jsonl.ts';
import { inputs, jsonl, load, problemsOf, rowsOf } from './row-fixtures.ts';

const asParquet = (...from: Parameters<typeof parquetWriteBuffer>) =>
  new Uint8Array(parquetWriteBuffer(...from));

describe('JSON lists', () => {
  test.each([
    ['on one line', '[{"input":"a"},{"input":"b"}]', ['a', 'b'], [1, 1]],
    ['over lines', '\n[\n  {"input":\n "a"},\n  {"input":"b"}\n]\n', ['a', 'b'], [3, 5]],
    ['a byte-order mark', '\ufeff[{"input":"a"}]', ['a'], [1]],
    ['line ends of Windows', '[\r\n{"input":"a"},\r\n{"input":"b"}\r\n]\r\n', ['a', 'b'], [2, 3]],
    ['signs of JSON inside texts', '[{"input":"a],{\\"\\\\"},{"input":"b"}]', ['a],{"\\', 'b'], [1, 1]],
    ['lists inside', '[{"input":"a","tags":["x","y"]}]', ['a'], [1]],
  ])('%s', async (_, content, texts, lines) => {
    const source = await load('rows.json', content);
    expect(inputs(source)).toEqual(texts);
    expect(rowsOf(source)).toEqual(lines);
  });

  test.each([
    ['an element that is no JSON', '[{"input":"a"},\n{"input":},\n{"input":"b"}]', ['DATA_ROW 2']],
    ['elements that are no objects', '[1,\n{"input":"a"},\n[]]', ['DATA_ROW 1', 'DATA_ROW 3']],
    ['a comma too many', '[{"input":"a"},\n]', ['DATA_ROW 2']],
    ['a comma too few', '[{"input":"a"}\n{"input":"b"}]', ['DATA_ROW 1']],
    ['a list that does not end', '[{"input":"a"},\n{"input":"b"}', ['DATA_ROW 2']],
    ['text after the list', '[{"input":"a"}]\nmore', ['DATA_ROW null']],
    ['no list', '{"input":"a"}', ['DATA_ROW null']],
    ['Latin-1', Buffer.from('[{"input":"a"},\n{"input":"\xe9"}]', 'latin1'), ['DATA_ENCODING 2']],
  ])('%s', async (_, content, wanted) => {
    const problems = await problemsOf('rows.json', content);
    expect(problems.map((problem) => problem.replace(/^(\S+) \S+?:(\d+|null) .*/s, '$1 $2'))).toEqual(wanted);
  });

  test('an empty list has no rows', async () => {
    expect(await problemsOf('rows.json', ' [ ] ')).toEqual([expect.stringContaining('DATA_EMPTY')]);
  });

  test('elements are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (values, size) => {
          const bytes = Buffer.from(JSON.stringify(values, null, 1));
          const splitter = new JsonSplitter();
          const found = [];
          for (let at = 0; at < bytes.length; at += size)
            found.push(...splitter.push(bytes.subarray(at, at + size)));
          expect(found.map((element) => JSON.parse(String(element.bytes)))).toEqual(
            JSON.parse(String(bytes)),
          );
          expect([splitter.rest(), splitter.fault]).toEqual([[], null]);
        },
      ),
    );
  });
});

describe('packed files', () => {
  const rows = jsonl({ input: 'a' }, { input: 'b' });

  test.each(['rows.jsonl.gz', 'rows.jsonl'])('gzip in %s, in several parts', async (name) => {
    const bytes = Buffer.concat([gzipSync(rows), gzipSync(jsonl({ input: 'c' }))]);
    const source = await load(name, bytes);
    expect(inputs(source)).toEqual(['a', 'b', 'c']);
    expect(source.digest).toBe(digest(bytes));
  });

  test('CSV and JSON too', async () => {
    expect(inputs(await load('rows.csv.gz', gzipSync('input\na\n')))).toEqual(['a']);
    expect(inputs(await load('rows.json.gz', gzipSync('[{"input":"a"}]')))).toEqual(['a']);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -5)],
    ['with garbage behind', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('garbage')])],
    ['garbage behind the first two bytes', (bytes: Buffer) => Buffer.from(bytes).fill(0x55, 2)],
  ])('%s: damaged', async (_, damage) => {
    const [problem, ...rest] = await problemsOf('rows.jsonl.gz', damage(gzipSync(rows)));
    expect(problem).toMatch(/^DATA_FORMAT .*damaged/);
    expect(rest).toEqual([]);
  });
});

describe('CSV with other separators', () => {
  test.each([
    ['semicolons', 'rows.csv', 'input;expected\n"a;b,c";x\n'],
    ['tabs', 'rows.tsv', 'input\texpected\n"a;b,c"\tx\n'],
    ['a comma, and semicolons in a name', 'rows.csv', '"in;put",input\n1,"a;b,c"\n'],
  ])('%s', async (_, name, content) => {
    expect(inputs(await load(name, content))).toEqual(['a;b,c']);
  });

  test('a quote that opens nothing costs its own row only', async () => {
    const problems = await problemsOf('rows.csv', 'input,expected\na "b,x\nc,y\n"d"e,z\nf,w\n');
    expect(problems).toEqual([
      expect.stringContaining('rows.csv:2 not valid'),
      expect.stringContaining('rows.csv:4 not valid'),
    ]);
  });

  test('records are the same however the bytes are cut', () => {
    const sign = fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'ü', ' ');
    fc.assert(
      fc.property(fc.array(sign), fc.integer({ min: 1, max: 5 }), (signs, size) => {
        const bytes = Buffer.from(signs.join(''));
        const whole = new CsvSplitter();
        const cut = new CsvSplitter();
        const found = [];
        for (let at = 0; at < bytes.length; at += size)
          found.push(...cut.push(bytes.subarray(at, at + size)));
        expect([...found, ...cut.rest()]).toEqual([...whole.push(bytes), ...whole.rest()]);
      }),
    );
  });
});

describe('Parquet files', () => {
  test('a conversation and tags, and a text that begins with a byte-order mark', async () => {
    const text = (name: string, repetition_type = 'OPTIONAL' as const) =>
      ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }) as const;
    const list = (name: string) =>
      [
        { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ] as const;
    const input = [{ role: 'user', content: '\ufeffhi\0' }];
    const bytes = asParquet({
      schema: [
        { name: 'root', num_children: 2 },
        ...list('input'),
        { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
        text('role'),
        text('content'),
        ...list('tags'),
        text('element'),
      ],
      columnData: [
        { name: 'input', data: [input, input] },
        { name: 'tags', data: [['b', 'a'], []] },
      ],
      rowGroupSize: 1,
    });
    const source = await load('rows.parquet', bytes);
    expect(source.cases.map((item) => [item.input.messages, item.tags])).toEqual([
      [input, ['a', 'b']],
      [input, []],
    ]);
    expect(rowsOf(source)).toEqual([1, 2]);
    expect(source.digest).toBe(digest(bytes));
  });

  test('class labels by the names that Hugging Face writes beside them', async () => {
    const features = { label: { names: ['access', 'billing'], _type: 'ClassLabel' } };
    const bytes = asParquet({
      columnData: [
        { name: 'text', data: ['a', 'b', 'c'], type: 'STRING' },
        { name: 'label', data: [1n, 0n, -1n], type: 'INT64' },
      ],
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    });
    const { cases } = await load('rows.parquet', bytes, { map: { input: 'text', expected: 'label' } });
    expect(cases.map(({ expected }) => expected)).toEqual([
      { kind: 'text', accept: ['billing'] },
      { kind: 'text', accept: ['access'] },
      { kind: 'behaviour', behaviour: 'comply' },
    ]);
  });

  test('a row that is none is told by its number', async () => {
    const bytes = asParquet({ columnData: [{ name: 'input', data: ['a', null], type: 'STRING' }] });
    expect(await problemsOf('rows.parquet', bytes)).toEqual([expect.stringMatching(/:null row 2: /)]);
  });

  test.each([
    ['no Parquet at all', Buffer.from('{"input":"a"}\n')],
    ['cut off', asParquet({ columnData: [{ name: 'input', data: ['a'] }] }).subarray(0, 60)],
    ['empty', Buffer.of()],
  ])('%s', async (_, bytes) => {
    expect(await problemsOf('rows.parquet', bytes)).toEqual([
      expect.stringMatching(/^DATA_FORMAT .*Parquet/),
    ]);
  });
});

test('a line of gigabytes is not held, and the next line is read', async () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const chunk = Buffer.alloc(1024 ** 2, 'x');
    for (let written = 0; written <= longestLine; written += chunk.length) yield chunk;
    yield Buffer.from('\n{"input":"after"}\n');
  }
  const found = [];
  for await (const batch of readJsonl(chunks(), 'rows.jsonl')) found.push(...batch);
  expect(found).toMatchObject([
    { code: 'DATA_ROW', message: 'the line is longer than 64 MiB', place: { line: 1 } },
    { number: 2, fields: { input: 'after' } },
  ]);
});
