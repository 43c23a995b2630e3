import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { importing, lines, suiteFolder, suiteText, writtenRows } from './import-fixtures.ts';

const problemsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof HeldoutError) return error.problems;
  throw error ?? new Error('nothing was thrown');
};

describe('a file of another tool becomes rows of the suite', () => {
  test('what was read and why, what was written, and how the suite names it', async () => {
    const folder = suiteFolder();
    const chat = (text: string, answer: string) => ({
      id: `c-${text}`,
      conversations: [
        { from: 'human', value: text },
        { from: 'gpt', value: answer },
      ],
      source: 'mail',
    });
    const imported = await importing(folder, 'in/chats.jsonl', lines(chat('a', 'x'), chat('b', 'y')), {
      licence: 'MIT',
    });
    expect(imported).toMatchObject({
      ok: true,
      container: 'jsonl',
      shape: { name: 'sharegpt' },
      because: 'every one of the first 2 rows has `conversations` of `from` and `value`',
      rows: 2,
      malformed: 0,
      written: true,
      files: [
        { to: 'heldout', rows: 2, entry: '{ path: data/chats.jsonl, licence: MIT }', isEntered: false },
      ],
    });
    expect(writtenRows(imported)).toEqual([
      { id: 'c-a', input: 'a', expected: 'x', metadata: { source: 'mail' } },
      { id: 'c-b', input: 'b', expected: 'y', metadata: { source: 'mail' } },
    ]);
  });

  test.each([
    ['a JSON list', 'rows.json', '[{"input":"a","expected":"x"}]'],
    [
      'lines under the name of a document',
      'rows.json',
      lines({ input: 'a', expected: 'x' }, { input: 'b', expected: 'y' }),
    ],
    ['a document with a list', 'rows.json', '{\n "version": 1,\n "data": [{"input":"a","expected":"x"}]\n}'],
    ['YAML', 'rows.yaml', 'tests:\n  - vars: { q: a }\n    assert: [{ type: equals, value: x }]\n'],
    ['CSV with quotes and line ends', 'rows.csv', '\ufeffinput,expected\r\n"a",x\r\n'],
    ['packed lines without an ending', 'rows', gzipSync(lines({ input: 'a', expected: 'x' }))],
  ])('%s', async (_, name, content) => {
    const imported = await importing(suiteFolder(), name, content);
    expect(writtenRows(imported)[0]).toEqual({ input: 'a', expected: 'x' });
  });

  test('tests of promptfoo, with what `defaultTest` says for all, and the lines where they stand', async () => {
    const content = `prompts: ['{{question}}']
defaultTest: { vars: { tone: kind } }
tests:
  - vars: { question: a }
    assert: [{ type: contains, value: x }]
  - vars: { question: b }
    assert: [{ type: llm-rubric, value: kind }]
`;
    const imported = await importing(suiteFolder(), 'promptfooconfig.yaml', content, {
      map: { input: 'question' },
      skipsMalformed: true,
    });
    expect(writtenRows(imported)).toEqual([
      { input: 'a', expected: 'x', metadata: { vars: { tone: 'kind' } } },
    ]);
    expect(imported.problems).toMatchObject([
      { code: 'DATA_ROW', place: { line: 6 }, message: expect.stringContaining('llm-rubric') },
    ]);
  });

  test('fields by the names that they have', async () => {
    const row = { q: 'a', a: 'x', thread: 't1', labels: ['s', 'r'], n: 1 };
    const imported = await importing(suiteFolder(), 'log.jsonl', lines(row), {
      map: { input: 'q', expected: 'a', cluster: 'thread', tags: 'labels' },
    });
    expect(writtenRows(imported)).toEqual([
      { input: 'a', expected: 'x', cluster: 't1', tags: ['s', 'r'], metadata: { n: 1 } },
    ]);
    const [problem] = await problemsOf(
      importing(suiteFolder(), 'log.jsonl', lines(row), { map: { input: 'q', expected: 'b' } }),
    );
    expect(problem).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('`b`'),
      hint: expect.stringContaining('`thread`'),
    });
  });

  test('unlabelled rows keep an answer beside the input only', async () => {
    const imported = await importing(suiteFolder(), 'log.jsonl', lines({ input: 'a', output: 'x' }), {
      to: 'unlabelled',
    });
    expect(writtenRows(imported)).toEqual([{ input: 'a', metadata: { answer: 'x' } }]);
  });

  test('rows under `licence: internal` are kept out of version control', async () => {
    const folder = suiteFolder();
    const { files } = await importing(folder, 'rows.jsonl', lines({ input: 'a' }), { licence: 'internal' });
    expect(files).toMatchObject([{ entry: '{ path: data/internal/rows.jsonl, licence: internal }' }]);
    expect(readFileSync(path.join(folder, 'data/internal/.gitignore'), 'utf8')).toBe('*\n');
  });

  test('the entry goes into the suite file, once', async () => {
    const folder = suiteFolder();
    const content = lines({ input: 'a' });
    for (const _ of [1, 2])
      await importing(folder, 'rows.jsonl', content, { addsEntry: true, set: { tags: ['mail'] } });
    const suite = readFileSync(path.join(folder, 'suite.yaml'), 'utf8');
    expect(suite).toBe(
      suiteText().replace(
        '{} # nothing',
        '{ heldout: [{ path: data/rows.jsonl, set: { tags: [ mail ] } }] } # nothing',
      ),
    );
  });
});

describe('nothing is lost and nothing written over', () => {
  const good = { input: 'a', expected: 'x' };

  test('every row that cannot be read is told with its line, and then nothing is written', async () => {
    const content = `${lines(good, { input: 3 })}not JSON\n${lines({ expected: 'x' })}${lines(good)}`;
    const folder = suiteFolder();
    const imported = await importing(folder, 'rows.jsonl', content);
    expect(imported).toMatchObject({ ok: false, rows: 2, malformed: 3, written: false });
    expect(imported.problems.map(({ place }) => place?.line)).toEqual([2, 3, 4]);
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
    const skipping = await importing(folder, 'rows.jsonl', content, { skipsMalformed: true });
    expect(skipping).toMatchObject({ ok: true, rows: 2, malformed: 3, written: true });
    expect(writtenRows(skipping)).toHaveLength(2);
  });

  test('thousands of them, all in the document', async () => {
    const imported = await importing(suiteFolder(), 'rows.jsonl', `${lines(good)}${'nope\n'.repeat(3000)}`);
    expect(imported.problems).toHaveLength(3000);
  });

  test('a file that is there and holds something else stays', async () => {
    const folder = suiteFolder();
    const first = await importing(folder, 'rows.jsonl', lines(good));
    await importing(folder, 'rows.jsonl', lines(good)); // the same: nothing to object to
    const [problem] = await problemsOf(importing(folder, 'rows.jsonl', lines({ input: 'b' })));
    expect(problem).toMatchObject({ code: 'FILE_EXISTS', hint: expect.stringContaining('--force') });
    expect(writtenRows(first)).toEqual([good]);
    expect(
      writtenRows(await importing(folder, 'rows.jsonl', lines({ input: 'b' }), { replaces: true })),
    ).toEqual([{ input: 'b' }]);
  });

  test('what is read is not written over', async () => {
    const folder = suiteFolder();
    const content = lines({ messages: [{ role: 'user', content: 'a' }] });
    const { files } = await importing(folder, 'data/rows.jsonl', content, { replaces: true });
    expect(files).toMatchObject([{ entry: '{ path: data/rows.rows.jsonl }' }]);
    expect(readFileSync(path.join(folder, 'data/rows.jsonl'), 'utf8')).toBe(content);
  });

  test('a dry run writes nothing', async () => {
    const folder = suiteFolder();
    expect(await importing(folder, 'rows.jsonl', lines(good), { isDryRun: true })).toMatchObject({
      ok: true,
      rows: 1,
      written: false,
    });
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
  });

  test('an id twice, a label that is none, a skill that must be named', async () => {
    const classified = suiteText(
      'kind: classification, labels: [yes, no]',
      '[{ id: a, description: A. }, { id: b, description: B. }]',
    ).replace('contains', 'label');
    const content = lines(
      { id: 1, input: 'a', expected: 'yes', skill: 'a' },
      { id: 1, input: 'b', expected: 'no', skill: 'b' },
      { input: 'c', expected: 'maybe', skill: 'a' },
      { input: 'd', expected: 'no' },
    );
    const imported = await importing(suiteFolder(classified), 'rows.jsonl', content);
    expect(imported.problems).toMatchObject([
      { code: 'DATA_DUPLICATE_ID', place: { line: 2 } },
      { code: 'DATA_ROW', place: { line: 3 }, message: expect.stringContaining('maybe') },
      { code: 'DATA_ROW', place: { line: 4 }, message: expect.stringContaining('skill') },
    ]);
  });

  test('what was exported as held out does not come back as something to train on', async () => {
    const exported = lines({ input: 'a', expected: 'x', metadata: { heldout: { split: 'heldout' } } });
    const imported = await importing(suiteFolder(), 'rows.jsonl', exported, { to: 'training' });
    expect(imported.problems).toMatchObject([{ code: 'DATA_SPLIT', place: { line: 1 } }]);
  });
});

test('rows that are longer than the model reads are told with their lines, and written whole', async () => {
  const content = lines({ input: 'short' }, { input: 'word '.repeat(300) });
  const imported = await importing(suiteFolder(), 'rows.jsonl', content, {
    target: 'openai:gpt-4o',
    maxTokens: 200,
  });
  expect(imported.lengths).toMatchObject({ exact: true, limit: 200, rows: [{ row: 2 }] });
  expect(imported.lengths?.rows[0]?.tokens).toBeGreaterThan(300);
  expect(writtenRows(imported)[1]?.['input']).toHaveLength(1500);
  expect((await importing(suiteFolder(), 'rows.jsonl', content)).lengths).toBeNull();
});

describe('hostile texts', () => {
  // Quotes, line ends of every kind, NUL, marks of direction, emoji, what spreadsheets and templates act on.
  const hostile = fc.oneof(
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
      '🧑‍🧑‍🧒',
      'é',
      '=1+1',
      '{{x}}',
      '\\',
      "'",
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  const text = fc.array(hostile, { minLength: 1, maxLength: 8 }).map((parts) => `x${parts.join('')}`);

  test.each<[string, (rows: readonly (readonly [string, string])[]) => string]>([
    ['JSONL', (rows) => rows.map(([input, expected]) => JSON.stringify({ input, expected })).join('\r\n')],
    [
      'JSON',
      (rows) =>
        JSON.stringify(
          rows.map(([input, expected]) => ({ input, expected })),
          null,
          1,
        ),
    ],
    [
      'CSV',
      (rows) =>
        [['input', 'expected'], ...rows]
          .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\r\n'),
    ],
  ])('come through %s as they are', async (name, written) => {
    const folder = suiteFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (rows) => {
        const imported = await importing(folder, `rows.${name.toLowerCase()}`, written(rows), {
          replaces: true,
        });
        expect(imported.problems).toEqual([]);
        expect(writtenRows(imported).map(({ input, expected }) => [input, expected])).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test('half of a surrogate pair is told, not replaced', async () => {
    const imported = await importing(suiteFolder(), 'rows.jsonl', `{"input":"a\\ud800b"}\n{"input":"ok"}\n`);
    expect(imported.problems).toMatchObject([{ code: 'DATA_ENCODING', place: { line: 1 } }]);
  });

  test('a text of ten million characters', async () => {
    const input = 'x'.repeat(10_000_000);
    const imported = await importing(suiteFolder(), 'rows.jsonl', lines({ input }));
    expect(writtenRows(imported)[0]?.['input']).toHaveLength(10_000_000);
  });

  test.each([
    ['UTF-16', Buffer.from(lines({ input: 'a' }), 'utf16le'), 'UTF-16'],
    ['a folder of zeros', Buffer.alloc(4096), ''],
  ])('%s is told', async (_, content, says) => {
    const told = await importing(suiteFolder(), 'rows.jsonl', content).then(
      ({ problems }) => problems,
      (error: unknown) => {
        if (error instanceof HeldoutError) return error.problems;
        throw error;
      },
    );
    expect(`${told[0]?.message} ${told[0]?.hint}`).toContain(says);
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('lists within lists', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  const row = (levels: number) => `{"input":"a","expected":"b","more":${nested(levels)}}`;
  const called = (levels: number) =>
    JSON.stringify({
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'c', type: 'function', function: { name: 'f', arguments: `{"x":${nested(levels)}}` } },
          ],
        },
      ],
    });

  test('up to 500 levels are data', async () => {
    const { rows, problems } = await importing(suiteFolder(), 'rows.jsonl', `${row(499)}\n`);
    expect([rows, problems]).toEqual([1, []]);
  });

  test.each([
    ['rows.jsonl', (levels: number) => `${row(levels)}\n`, [500, 200_000]],
    ['rows.json', (levels: number) => `[${row(levels)}]`, [500, 200_000]],
    ['calls.jsonl', (levels: number) => `${called(levels)}\n`, [500, 200_000]],
    ['rows.yaml', (levels: number) => `tests: [${row(levels)}]`, [500]],
  ] as const)('%s with more is told, and overflows nothing', async (name, content, levels) => {
    for (const level of levels) {
      const { ok, problems } = await importing(suiteFolder(), name, content(level));
      expect([ok, problems.map(({ message }) => message)]).toEqual([
        false,
        [expect.stringContaining('lists and objects lie within each other on more than 500 levels')],
      ]);
    }
  });
});
