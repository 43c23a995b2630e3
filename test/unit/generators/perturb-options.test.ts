import { describe, expect, test } from 'vitest';
import { type PerturbOptions, perturbOptions } from '../../../generators/perturb/options.ts';

function issuesOf(options: unknown) {
  const result = perturbOptions.safeParse(options);
  return (result.error?.issues ?? []).map(({ path, message, ...issue }) => ({
    path,
    message,
    code: issue.code === 'custom' ? Reflect.get(issue.params ?? {}, 'code') : undefined,
  }));
}

describe('options of perturb', () => {
  test('defaults', () => {
    const parsed: PerturbOptions = perturbOptions.parse({ ops: ['typo', { use: 'truncate' }] });
    expect(parsed).toEqual({
      ops: ['typo', { use: 'truncate', with: {} }],
      from: 'seeds',
      labels: null,
      share: null,
      effect: null,
      labelMap: null,
    });
  });

  test('everything that the guide shows is accepted', () => {
    const options = {
      ops: ['typo', 'filler', { use: 'truncate', with: { words: 30 } }],
      from: 'seeds',
      labels: ['ham'],
      share: 0.15,
      effect: 'invariant',
      labelMap: { positive: 'negative' },
    };
    expect(issuesOf(options)).toEqual([]);
  });

  test('an unknown operator is placed in the list, with the nearest name', () => {
    const [issue, ...others] = issuesOf({ ops: ['typo', 'fillr'] });
    expect(others).toEqual([]);
    expect(issue).toEqual({
      path: ['ops', 1],
      message: 'no operator is called `fillr`: did you mean `filler`?',
      code: 'UNKNOWN_PART',
    });
    expect(issuesOf({ ops: [{ use: 'paraphrasing' }] })[0]?.path).toEqual(['ops', 0, 'use']);
    expect(issuesOf({ ops: [{ use: 'paraphrasing' }] })[0]?.message).toMatch(/known: typo, keyboard, /);
  });

  test('options of an operator are checked where they stand', () => {
    expect(issuesOf({ ops: ['typo', { use: 'truncate', with: { word: 3 } }] })).toEqual([
      {
        path: ['ops', 1, 'with', 'word'],
        message: '`truncate` has no option `word`: did you mean `words`?',
        code: 'PART_OPTION',
      },
    ]);
    expect(issuesOf({ ops: [{ use: 'typo', with: { words: 3 } }] })).toEqual([
      {
        path: ['ops', 0, 'with', 'words'],
        message: '`typo` has no option `words`: it reads no options',
        code: 'PART_OPTION',
      },
    ]);
    expect(issuesOf({ ops: [{ use: 'truncate', with: { words: 0 } }] })[0]).toMatchObject({
      path: ['ops', 0, 'with', 'words'],
      code: 'PART_OPTION',
    });
    expect(issuesOf({ ops: [{ use: 'truncate', with: { words: 'many' } }] })[0]?.path).toEqual([
      'ops',
      0,
      'with',
      'words',
    ]);
  });

  test('every wrong operator is named, not only the first', () => {
    expect(issuesOf({ ops: ['a-b-c-d-e', 'typo', 'v-w-x-y-z'] }).map(({ path }) => path)).toEqual([
      ['ops', 0],
      ['ops', 2],
    ]);
  });

  test('the same operator twice needs other options', () => {
    expect(issuesOf({ ops: ['typo', { use: 'typo' }] })).toMatchObject([{ path: ['ops', 1] }]);
    const twice = [
      { use: 'truncate', with: { words: 10 } },
      { use: 'truncate', with: { words: 20 } },
    ];
    expect(issuesOf({ ops: twice })).toEqual([]);
  });

  test.each([
    [{}, ['ops']],
    [{ ops: [] }, ['ops']],
    [{ ops: [7] }, ['ops', 0]],
    [{ ops: ['typo'], from: 'train' }, ['from']],
    [{ ops: ['typo'], labels: [] }, ['labels']],
    [{ ops: ['typo'], share: 0 }, ['share']],
    [{ ops: ['typo'], share: 1.5 }, ['share']],
    [{ ops: ['typo'], effect: 'unknown' }, ['effect']],
    [{ ops: ['typo'], labelMap: { a: 1 } }, ['labelMap', 'a']],
    [{ ops: ['typo'], operators: 1 }, []],
  ])('%j is refused', (options, path) => {
    expect(issuesOf(options).map((issue) => issue.path)).toEqual([path]);
  });
});
