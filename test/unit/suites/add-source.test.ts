import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addSource, entryText } from '../../../suites/add-source.ts';

const entry = { path: 'data/x.jsonl', licence: 'MIT' };
const added = (text: string, key = 'heldout') => addSource(text, key, entry, 'suite.yaml');

describe('an entry is added and nothing else is touched', () => {
  test.each([
    [
      'a list on one line',
      'a:   1\ndata:\n  heldout: [{path: a.jsonl}]   # ours\nb: >\n   folded\n   text\n',
      'a:   1\ndata:\n  heldout: [{path: a.jsonl}, { path: data/x.jsonl, licence: MIT }]   # ours\nb: >\n   folded\n   text\n',
    ],
    [
      'a list of lines',
      'data:\n  heldout:\n  - path: a.jsonl # the first\n    licence:   CC0\n  # the end\nb: 1\n',
      'data:\n  heldout:\n  - path: a.jsonl # the first\n    licence:   CC0\n  - { path: data/x.jsonl, licence: MIT }\n  # the end\nb: 1\n',
    ],
    [
      'a mapping on one line',
      'data: { seeds: [] }  # ours\n',
      'data: { seeds: [], heldout: [{ path: data/x.jsonl, licence: MIT }] }  # ours\n',
    ],
    [
      'nothing yet',
      'a:   1\ndata: {}  # ours\n',
      'a:   1\ndata: { heldout: [{ path: data/x.jsonl, licence: MIT }] }  # ours\n',
    ],
    [
      'an empty list',
      'a: [b]\ndata:\n  heldout: []\n',
      'a: [b]\ndata:\n  heldout: [{ path: data/x.jsonl, licence: MIT }]\n',
    ],
    [
      'a key more',
      'data:\n  seeds:\n    - path: s.jsonl\n      map: { input: x }\n# models\nb: 1\n',
      'data:\n  seeds:\n    - path: s.jsonl\n      map: { input: x }\n  heldout: [{ path: data/x.jsonl, licence: MIT }]\n# models\nb: 1\n',
    ],
    [
      'no line end at the end',
      'data:\n  heldout:\n    - path: a.jsonl',
      'data:\n  heldout:\n    - path: a.jsonl\n    - { path: data/x.jsonl, licence: MIT }',
    ],
  ])('%s', (_, before, after) => {
    expect(added(before)).toBe(after);
  });

  test.each([
    ['no list', 'data:\n  # none yet\n  seeds: [{ path: s.jsonl }]\n'],
    ['a key without a value', 'data:\n  heldout:\n# ours\n'],
    ['no data', '# ours\na: 1\n'],
  ])('%s: comments stay', (_, before) => {
    const after = added(before) ?? '';
    expect(parse(after).data.heldout).toEqual([entry]);
    expect(after).toContain(/#.*/.exec(before)?.[0]);
    const { data, ...rest } = parse(after);
    const { data: _1, ...restBefore } = parse(before);
    expect(rest).toEqual(restBefore);
    expect(Object.keys(data).length).toBeGreaterThan(0);
  });

  test('a path that is there already is not added again', () => {
    expect(added('data: { heldout: [{ path: data/x.jsonl }] }\n')).toBeNull();
  });

  test('what is no list is an error that shows the entry', () => {
    expect(() => added('data: { heldout: rows.jsonl }\n')).toThrow(/no list/);
    expect(entryText({ path: 'a b.jsonl', set: { skill: 'x' } })).toBe(
      '{ path: a b.jsonl, set: { skill: x } }',
    );
  });
});
