import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../core/digest.ts';
import { loadRows } from '../../../datasets/rows/load-rows.ts';
import { classification, faultOf, sourceOf, suiteOf, temporaryFolder } from './dataset-fixtures.ts';
import { inputs, jsonl, load, noModule, place, problemsOf, rowsOf } from './row-fixtures.ts';

describe('JSONL files', () => {
  test.each([
    ['line ends of Windows', '{"input":"a"}\r\n{"input":"b"}\r\n', ['a', 'b'], [1, 2]],
    ['a byte-order mark', '\ufeff{"input":"a"}\n', ['a'], [1]],
    ['blank lines', '\n{"input":"a"}\n  \n\n{"input":"b"}\n', ['a', 'b'], [2, 5]],
    ['no last line end', '{"input":"a"}\n{"input":"b"}', ['a', 'b'], [1, 2]],
    ['other scripts', '{"input":"süß 🙂 日本"}\n', ['süß 🙂 日本'], [1]],
    ['an empty input', '{"input":""}\n', [''], [1]],
  ])('%s', async (_, content, texts, lines) => {
    const source = await load('rows.jsonl', content);
    expect(inputs(source)).toEqual(texts);
    expect(rowsOf(source)).toEqual(lines);
  });

  test('a torn last line is an error that says so', async () => {
    const { problems } = await faultOf(() => load('rows.jsonl', '{"input":"a"}\n{"inp'));
    expect(problems).toMatchObject([
      { code: 'DATA_ROW', place: { line: 2 }, hint: expect.stringContaining('cut off') },
    ]);
  });

  test('every bad line is told, with its number and code', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"input":"a"}\n[1]\n{"input":"'),
      Buffer.from([0xe9]), // Latin-1
      Buffer.from('"}\nnot JSON\n{"input":"b"}\n"text"\n'),
    ]);
    const problems = await problemsOf('rows.jsonl', bytes);
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual(
      ['DATA_ROW', 'DATA_ENCODING', 'DATA_ROW', 'DATA_ROW'].map(
        (code, i) => `${code} ${path.join('suites', 'rows.jsonl')}:${[2, 3, 4, 6][i]}`,
      ),
    );
  });

  test('of many bad lines the first 20 and the number of the rest', async () => {
    const problems = await problemsOf('rows.jsonl', '[]\n'.repeat(50));
    expect(problems.length).toBeGreaterThanOrEqual(20);
    expect(problems.length).toBeLessThanOrEqual(22);
    const more = Number(/and (\d+) more/.exec(problems.at(-1) ?? '')?.[1]);
    expect(problems.length - 1 + more).toBe(50);
  });

  test.each(['', '\n\n', '\ufeff'])('no rows in %j: DATA_EMPTY where the suite names it', async (content) => {
    const { problems } = await faultOf(() => load('rows.jsonl', content));
    expect(problems).toMatchObject([{ code: 'DATA_EMPTY', place }]);
  });

  test('two rows of one declared id, also as a number and its text', async () => {
    const rows = jsonl({ input: 'a', id: 7 }, { input: 'b' }, { input: 'c' }, { input: 'd', id: '7' });
    const [problem, ...rest] = await problemsOf('rows.jsonl', rows);
    expect(problem).toContain(`DATA_DUPLICATE_ID ${path.join('suites', 'rows.jsonl')}:4 `);
    expect(problem).toContain('row 1');
    expect(rest).toEqual([]);
  });

  test('equal rows that declare no id are no error', async () => {
    expect((await load('rows.jsonl', jsonl({ input: 'a' }, { input: 'a' }))).cases).toHaveLength(2);
  });
});

describe('CSV files', () => {
  test.each([
    ['plain', 'input,expected\na,billing\nb,access\n', ['a', 'b'], [2, 3]],
    ['line ends of Windows', 'input,expected\r\na,billing\r\nb,access\r\n', ['a', 'b'], [2, 3]],
    ['a byte-order mark', '\ufeffinput,expected\na,billing\n', ['a'], [2]],
    ['no last line end', 'input,expected\na,billing', ['a'], [2]],
    ['quotes', 'input,expected\n"say ""hi"", please",billing\n', ['say "hi", please'], [2]],
    [
      'line ends in cells',
      'input,expected\n"a\nb",billing\n"c\r\nd\r\ne",access\nf,access\n',
      ['a\nb', 'c\r\nd\r\ne', 'f'],
      [2, 4, 7],
    ],
    ['empty lines', 'input,expected\n\na,billing\n\n\nb,access\n', ['a', 'b'], [3, 6]],
    ['columns in another order', 'n,expected,input\n1,billing,a\n', ['a'], [2]],
  ])('%s', async (_, content, texts, lines) => {
    const source = await load('rows.csv', content, {}, suiteOf(classification));
    expect(inputs(source)).toEqual(texts);
    expect(rowsOf(source)).toEqual(lines);
    expect(source.digest).toBe(digest(content));
  });

  test('cells are texts: a number is one that scorers can read', async () => {
    const { cases } = await load('rows.csv', 'input,expected,tags\na,12,"x, y"\n');
    expect(cases[0]).toMatchObject({ expected: { kind: 'text', accept: ['12'] }, tags: ['x', 'y'] });
  });

  test.each([
    ['too many cells', 'input,expected\na,billing\nb,access,more\n', 3],
    ['too few cells', 'input,expected\na,billing\nb\n', 3],
    ['a quote that never closes', 'input,expected\na,billing\n"b,access\n', 3],
    ['an unknown label', 'input,expected\na,billing\nb,acess\n', 3],
  ])('%s', async (_, content, line) => {
    const [problem, ...rest] = await problemsOf('rows.csv', content, {}, suiteOf(classification));
    expect(problem).toContain(`DATA_ROW ${path.join('suites', 'rows.csv')}:${line} `);
    expect(rest).toEqual([]);
  });

  test('line ends of both kinds in one file', async () => {
    const source = await load('rows.csv', 'input,expected\na,x\r\n\r\nb,y\n');
    expect(source.cases.map((item) => item.expected)).toEqual([
      { kind: 'text', accept: ['x'] },
      { kind: 'text', accept: ['y'] },
    ]);
    expect(rowsOf(source)).toEqual([2, 4]);
  });

  test('every bad row is told, on the line where an editor shows it', async () => {
    const content = 'input,expected\r\n"a\r\nb",billing\r\nc\r\n"d\r\ne",none\r\nf,access,g\r\n';
    const problems = await problemsOf('rows.csv', content, {}, suiteOf(classification));
    expect(problems.map((problem) => problem.split(' ')[1])).toEqual(
      [4, 5, 7].map((line) => `${path.join('suites', 'rows.csv')}:${line}`),
    );
  });

  test('a quote out of place, on its line', async () => {
    const content = 'input,expected\r\n"a\r\nb",billing\r\n\r\n"c"d,billing\r\n';
    const [problem, ...rest] = await problemsOf('rows.csv', content, {}, suiteOf(classification));
    expect(problem).toContain(`DATA_ROW ${path.join('suites', 'rows.csv')}:5 not valid CSV`);
    expect(problem).not.toMatch(/ line \d/);
    expect(rest).toEqual([]);
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = Buffer.from('input,expected\ncaf\xe9,billing\n', 'latin1');
    const [problem] = await problemsOf('rows.csv', bytes, {}, suiteOf(classification));
    expect(problem).toContain(`DATA_ENCODING ${path.join('suites', 'rows.csv')}:2 `);
  });

  test.each(['', 'input,expected\n', '\n\n'])('no rows in %j', async (content) => {
    expect((await faultOf(() => load('rows.csv', content))).problems).toMatchObject([
      { code: 'DATA_EMPTY', place },
    ]);
  });

  test('line ends of old Macs are told, not taken for a header without rows', async () => {
    const content = 'input,expected\ra,billing\rb,access\r';
    expect(await problemsOf('rows.csv', content, {}, suiteOf(classification))).toEqual([
      expect.stringMatching(/^DATA_ROW .*rows.csv:1 the lines end with a carriage return alone/),
    ]);
  });

  test('a column twice: which of the two is meant is not for us to say', async () => {
    const [problem] = await problemsOf(
      'rows.csv',
      'input,expected,input\na,billing,b\n',
      {},
      suiteOf(classification),
    );
    expect(problem).toContain(`DATA_ROW ${path.join('suites', 'rows.csv')}:1 `);
    expect(problem).toContain('`input`');
  });
});

describe('files that are not there or not readable', () => {
  const options = () => ({ suite: suiteOf(), folder: temporaryFolder(), loadModule: noModule, place });

  test('no such file: where it was looked for', async () => {
    const { problems } = await faultOf(() => loadRows(sourceOf({ path: 'no/rows.jsonl' }), options()));
    expect(problems).toMatchObject([
      { code: 'DATA_NOT_FOUND', place, hint: expect.stringContaining('no/rows.jsonl') },
    ]);
  });

  test('a folder', async () => {
    const from = { ...options(), folder: path.dirname(temporaryFolder()) };
    const name = `${path.basename(temporaryFolder())}`;
    const { problems } = await faultOf(() => loadRows(sourceOf({ path: name }), from));
    expect(problems).toMatchObject([{ code: 'DATA_FORMAT', place }]);
  });

  test.each(['rows.xml', 'rows.jsonl.zip', 'rows'])('%s: a format that is not read', async (name) => {
    const { problems } = await faultOf(() => load(name, 'x'));
    expect(problems).toMatchObject([{ code: 'DATA_FORMAT', place, hint: expect.stringContaining('.jsonl') }]);
  });

  test('the ending in capitals is the same format', async () => {
    expect(inputs(await load('ROWS.JSONL', jsonl({ input: 'a' })))).toEqual(['a']);
  });
});
