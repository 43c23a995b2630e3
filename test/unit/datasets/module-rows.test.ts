import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RowSource } from '../../../core/suite.ts';
import { type LoadedSource, loadRows } from '../../../datasets/rows/load-rows.ts';
import { faultOf, sourceOf, suiteOf } from './dataset-fixtures.ts';

const place = { file: 'suites/triage.yaml', line: 9, column: 13 };

/** Loads the rows of a module with these exports, from a suite in `/suites`. */
function load(
  exported: Readonly<Record<string, unknown>>,
  more: Partial<RowSource> = {},
): Promise<LoadedSource> {
  const source = sourceOf({ use: 'module:./rows.ts' }, more);
  const loadModule = async () => exported;
  return loadRows(source, { suite: suiteOf(), folder: '/suites', loadModule, place });
}

const two = [{ input: 'a' }, { input: 'b' }];

describe('rows from code', () => {
  test.each<[string, () => unknown]>([
    ['a list', () => two],
    ['a promise of a list', async () => two],
    ['a set', () => new Set(two)],
    [
      'a generator',
      function* () {
        yield* two;
      },
    ],
    [
      'an async generator',
      async function* () {
        yield* two;
      },
    ],
    ['promises in a list', () => two.map((row) => Promise.resolve(row))],
  ])('%s', async (_, rows) => {
    const source = await load({ rows });
    expect(source.name).toBe('module:./rows.ts');
    expect(source.cases.map((item) => item.input.messages[0].content)).toEqual(['a', 'b']);
    expect(source.cases.map((item) => item.provenance)).toEqual(
      [1, 2].map((row) => ({
        kind: 'authored',
        source: 'module:./rows.ts',
        row,
        declaredId: null,
        licence: null,
        copyable: false, // rows from code are never copied
      })),
    );
  });

  test('the module is looked for beside the suite', async () => {
    const asked: string[] = [];
    const loadModule = async (file: string) => {
      asked.push(file);
      return { rows: () => two };
    };
    const source = sourceOf({ use: 'module:../rows.ts' });
    await loadRows(source, { suite: suiteOf(), folder: '/data/suites', loadModule, place });
    expect(asked).toEqual([path.resolve('/data/rows.ts')]);
  });

  test('`map` and `set` hold for them as well', async () => {
    const { cases } = await load(
      { rows: () => [{ text: 'a' }] },
      { map: { input: 'text' }, set: { tags: ['x'] } },
    );
    expect(cases[0]).toMatchObject({ input: { messages: [{ content: 'a' }] }, tags: ['x'] });
  });

  test('the digest is of the rows: the same for a list and a generator, another for other rows or another order', async () => {
    const list = (await load({ rows: () => two })).digest;
    const generator = function* () {
      yield* two;
    };
    expect((await load({ rows: generator })).digest).toBe(list);
    expect((await load({ rows: () => [...two].reverse() })).digest).not.toBe(list);
    expect((await load({ rows: () => [{ input: 'a', tags: ['x'] }, two[1]] })).digest).not.toBe(list);
  });
});

describe('modules that give no rows', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no such export', { row: () => two }, 'rows'],
    ['a list for a function', { rows: two }, 'rows'],
    ['nothing', { rows: () => undefined }, 'iterated'],
    ['a text', { rows: () => 'abc' }, 'iterated'],
    ['a number', { rows: () => 5 }, 'iterated'],
    [
      'it throws',
      {
        rows: () => {
          throw new Error('no database');
        },
      },
      'no database',
    ],
    ['it rejects', { rows: () => Promise.reject(new Error('no database')) }, 'no database'],
    [
      'it throws half way',
      {
        *rows() {
          yield two[0];
          throw new Error('no database');
        },
      },
      'no database',
    ],
    ['a value that JSON has no form for', { rows: () => [{ input: 'a', n: 10n }] }, 'BigInt'],
  ])('%s: MODULE_LOAD where the suite names it', async (_, exported, words) => {
    const { problems } = await faultOf(() => load(exported));
    expect(problems).toMatchObject([{ code: 'MODULE_LOAD', place }]);
    expect(problems[0].message).toContain(words);
  });

  test('a module that cannot be loaded', async () => {
    const loadModule = () => Promise.reject(new SyntaxError('unexpected token'));
    const source = sourceOf({ use: 'module:./rows.ts' });
    const { problems } = await faultOf(() =>
      loadRows(source, { suite: suiteOf(), folder: '/suites', loadModule, place }),
    );
    expect(problems).toMatchObject([{ code: 'MODULE_LOAD', place }]);
    expect(problems[0].message).toContain('unexpected token');
  });

  test('no rows at all', async () => {
    expect((await faultOf(() => load({ rows: () => [] }))).problems).toMatchObject([
      { code: 'DATA_EMPTY', place },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['no object', 'text', 'DATA_ROW'],
    ['no input', { expected: 'x' }, 'DATA_ROW'],
    ['an undeclared skill', { input: 'x', skill: 'none' }, 'DATA_ROW'],
    ['a declared id twice', { input: 'x', id: 1 }, 'DATA_DUPLICATE_ID'],
  ])('%s: the row has no line, so the message has its number', async (_, row, code) => {
    const { problems } = await faultOf(() =>
      load({ rows: () => [{ input: 'a', id: 1 }, { input: 'b' }, row] }),
    );
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0].message).toContain('row 3');
    expect(problems[0].place).toEqual({ file: path.resolve('/suites/rows.ts'), line: null, column: null });
  });
});
