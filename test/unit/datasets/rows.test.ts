import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Case, caseId } from '../../../core/case.ts';
import { digest } from '../../../core/digest.ts';
import { classification, faultOf, suiteOf } from './dataset-fixtures.ts';
import { jsonl, load, problemsOf } from './row-fixtures.ts';

describe('a row becomes a case', () => {
  test('with everything that a case holds', async () => {
    const row = {
      input: 'hi',
      expected: 'yes',
      id: 'r-1',
      skill: 'main',
      edgeCase: 'typos',
      cluster: 'c1',
      tags: ['b', 'a', 'b'],
    };
    const content = jsonl(row);
    const { cases, ...source } = await load('rows.jsonl', content, { licence: 'CC-BY-4.0' });
    const body = {
      cell: { skill: 'main', edgeCase: 'typos' },
      input: { messages: [{ role: 'user', content: 'hi' }] },
      expected: { kind: 'text', accept: ['yes'] },
    } as const;
    const whole: Case = {
      ...body,
      id: caseId(body),
      origin: 'real',
      cluster: 'c1',
      split: 'heldout',
      expectedFrom: 'declared',
      tags: ['a', 'b'],
      provenance: {
        kind: 'authored',
        source: 'rows.jsonl',
        row: 1,
        declaredId: 'r-1',
        licence: 'CC-BY-4.0',
        copyable: true,
      },
      verdicts: [],
    };
    expect(cases).toEqual([whole]);
    expect(source).toEqual({ name: 'rows.jsonl', licence: 'CC-BY-4.0', digest: digest(content) });
  });

  test('a declared id is for people: it does not change the id; the cluster is the case itself unless named', async () => {
    const { cases } = await load('rows.jsonl', jsonl({ input: 'a', id: 'x' }, { input: 'b' }));
    const alone = await load('rows.jsonl', jsonl({ input: 'a' }));
    expect(cases[0]?.id).toBe(alone.cases[0]?.id);
    expect(cases.map((item) => item.cluster)).toEqual(cases.map((item) => item.id));
  });

  test('the split is the source’s, and `licence: internal` is not copied', async () => {
    const { cases } = await load('rows.jsonl', jsonl({ input: 'a' }), {
      split: 'train',
      licence: 'internal',
    });
    expect(cases[0]).toMatchObject({ split: 'train', provenance: { copyable: false } });
  });

  test('equal rows are both there: what is a duplicate is decided later', async () => {
    const { cases } = await load('rows.jsonl', jsonl({ input: 'a' }, { input: 'a' }));
    expect(cases).toHaveLength(2);
    expect(cases[0]?.id).toBe(cases[1]?.id);
  });
});

describe('map and set', () => {
  test('`map` names the fields', async () => {
    const map = {
      input: 'text',
      expected: 'queue',
      id: 'nr',
      skill: 'area',
      edgeCase: 'kind',
      cluster: 'thread',
      tags: 'flags',
    };
    const row = {
      text: 'hi',
      queue: 'access',
      nr: 12,
      area: 'b',
      kind: 'caps',
      thread: 't',
      flags: 'es, voice ,',
    };
    const suite = suiteOf(classification, { a: [], b: ['caps'] });
    const { cases } = await load('rows.jsonl', jsonl(row), { map }, suite);
    expect(cases[0]).toMatchObject({
      cell: { skill: 'b', edgeCase: 'caps' },
      expected: { kind: 'label', label: 'access' },
      cluster: 't',
      tags: ['es', 'voice'],
      provenance: { declaredId: '12' },
    });
  });

  test('`set` gives constants, and its tags join those of the row', async () => {
    const set = { skill: 'b', edgeCase: 'caps', cluster: 'c', tags: ['voice'] };
    const { cases } = await load(
      'rows.jsonl',
      jsonl({ input: 'a', tags: ['es'] }),
      { set },
      suiteOf(classification, { a: [], b: ['caps'] }),
    );
    expect(cases[0]).toMatchObject({
      cell: { skill: 'b', edgeCase: 'caps' },
      cluster: 'c',
      tags: ['es', 'voice'],
    });
  });

  test('a mapped field that the row lacks: the message names it and those that there are', async () => {
    const error = await faultOf(() =>
      load('rows.jsonl', jsonl({ body: 'a', n: 1 }), { map: { input: 'text' } }),
    );
    expect(error.problems).toEqual([
      expect.objectContaining({
        code: 'DATA_ROW',
        place: { file: path.join('suites', 'rows.jsonl'), line: 1, column: null },
        hint: expect.stringMatching(/`text`.*body, n/),
      }),
    ]);
  });
});

describe('the skill of a row', () => {
  const two = suiteOf(classification, { 'two-issues': [], other: ['typos'] });
  const row = { input: 'a', expected: 'billing' };

  test('may be left out where there is one only', async () => {
    const { cases } = await load('rows.jsonl', jsonl(row), {}, suiteOf(classification));
    expect(cases[0]?.cell).toEqual({ skill: 'main', edgeCase: null });
  });

  test.each([
    [row, 'names no skill'],
    [{ ...row, skill: '' }, 'names no skill'],
    [{ ...row, skill: null }, 'names no skill'],
    [{ ...row, skill: 'two-isues' }, 'did you mean `two-issues`?'],
    [{ ...row, skill: 'other', edgeCase: 'typo' }, 'did you mean `typos`?'],
    [{ ...row, skill: 'two-issues', edgeCase: 'typos' }, 'not declared under skill `two-issues`'],
  ])('%j', async (wrong, words) => {
    const [problem] = await problemsOf('rows.jsonl', jsonl({ ...row, skill: 'other' }, wrong), {}, two);
    expect(problem).toContain(`DATA_ROW ${path.join('suites', 'rows.jsonl')}:2 `);
    expect(problem).toContain(words);
  });

  test.each([
    ['skill', ['main']],
    ['edgeCase', true],
    ['cluster', { id: 1 }],
    ['id', false],
    ['tags', { a: 1 }],
    ['tags', [['a']]],
    ['tags', [null]],
  ])('a `%s` of %j is an error, not a field that is left out', async (name, value) => {
    const [problem, ...more] = await problemsOf('rows.jsonl', jsonl({ input: 'a', [name]: value }));
    expect(problem).toContain(`DATA_ROW ${path.join('suites', 'rows.jsonl')}:1 `);
    expect(problem).toContain(`\`${name}\``);
    expect(more).toEqual([]);
  });
});

describe('input', () => {
  test('a conversation keeps its roles; documents and tools come with a whole input', async () => {
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'tool', content: 't' },
    ];
    const documents = [{ id: 'd', text: 'x' }];
    const tools = [{ name: 'f', description: 'd', parameters: { type: 'object' } }];
    const { cases } = await load(
      'rows.jsonl',
      jsonl({ input: messages }, { input: { messages, documents, tools } }),
    );
    expect(cases.map((item) => item.input)).toEqual([{ messages }, { messages, documents, tools }]);
  });

  test.each([
    [],
    [{ role: 'boss', content: 'a' }],
    [{ role: 'user' }],
    [{ role: 'user', content: 'a', name: 'x' }],
    5,
    null,
    {},
  ])('%j is no input', async (input) => {
    const [problem] = await problemsOf('rows.jsonl', jsonl({ input }));
    expect(problem).toContain('DATA_ROW');
    expect(problem).toContain('`input`');
  });

  test('half of a surrogate pair, wherever it stands, as `import` says it', async () => {
    const rows = jsonl({ input: 'a\ud83db' }, { input: 'a', expected: ['\udc00'] }, { input: '😀' });
    expect(await problemsOf('rows.jsonl', rows)).toEqual(
      [1, 2].map(
        (line) =>
          `DATA_ENCODING ${path.join('suites', 'rows.jsonl')}:${line} a text holds half of a surrogate pair, which no UTF-8 can`,
      ),
    );
  });

  test('a row without one', async () => {
    expect(await problemsOf('rows.jsonl', jsonl({ expected: 'x' }))).toEqual([
      `DATA_ROW ${path.join('suites', 'rows.jsonl')}:1 the row has no \`input\``,
    ]);
  });
});
