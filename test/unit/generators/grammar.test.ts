import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { Proposal } from '../../../core/seams.ts';
import { parseParts } from '../../../generators/grammar/productions.ts';
import { grammar } from '../../../generators/grammar.ts';
import { issues, proposals, texts, triage } from './rule-fixtures.ts';

const tickets = {
  start: 'S',
  rules: {
    S: ['I want to {ACTION} my {ITEM}{PLEASE}', { text: '{ACTION}!', weight: 3, id: 'shout' }],
    ACTION: [
      { text: 'cancel', set: { label: 'billing' } },
      { text: 'repair', set: { label: 'outage' } },
    ],
    ITEM: ['plan', 'phone', 'router'],
    PLEASE: ['', ', please', ', {PLEASE}'],
  },
  expected: '{{ label }}',
};

interface Params {
  readonly productions: readonly string[];
  readonly coverage: { readonly used: number; readonly of: number };
}
const paramsOf = ({ params }: Proposal) => params as unknown as Params;

describe('grammar', () => {
  test('sentences have the answer that their productions set', async () => {
    const found = await proposals(grammar, tickets, { task: triage, count: 60 });
    expect(found).toHaveLength(60);
    for (const proposal of found) {
      const [text = ''] = texts([proposal]);
      expect(text).toMatch(
        /^(I want to (cancel|repair) my (plan|phone|router)(, )*(, please)?|(cancel|repair)!)$/,
      );
      expect(proposal.expected).toEqual({
        kind: 'label',
        label: text.includes('cancel') ? 'billing' : 'outage',
      });
    }
  });

  test('a proposal is complete', async () => {
    const found = await proposals(grammar, tickets, { task: triage, count: 60 });
    const one = found.find((proposal) => texts([proposal])[0] === 'cancel!');
    expect(one).toEqual({
      input: { messages: [{ role: 'user', content: 'cancel!' }] },
      expected: { kind: 'label', label: 'billing' },
      expectedFrom: 'computed',
      tags: ['shout'],
      params: {
        productions: ['shout', 'ACTION#1'],
        attributes: { label: 'billing' },
        coverage: { used: expect.any(Number), of: 10 },
      },
      parents: [],
      cluster: 'shout',
      claims: { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' },
    });
  });

  test('the productions rebuild the text', async () => {
    const productions = new Map(
      Object.entries(tickets.rules).flatMap(([rule, alternatives]) =>
        alternatives.map((written, index) => {
          const given: { text: string; id?: string } =
            typeof written === 'string' ? { text: written } : written;
          return [given.id ?? `${rule}#${index + 1}`, given.text] as const;
        }),
      ),
    );
    for (const proposal of await proposals(grammar, tickets, { task: triage, count: 60 })) {
      let text = '{S}';
      for (const id of paramsOf(proposal).productions)
        text = text.replace(/\{[A-Z]+\}/, productions.get(id) ?? '?');
      expect(text).toBe(texts([proposal])[0]);
    }
  });

  test('offers no sentence twice and ends', async () => {
    const finite = { ...tickets, rules: { ...tickets.rules, PLEASE: ['', ', please'] } };
    const found = await proposals(grammar, finite, { task: triage });
    expect(new Set(texts(found)).size).toBe(found.length);
    expect(found).toHaveLength(2 + 2 * 3 * 2);
  });

  test('n productions are all used within n sentences', async () => {
    const letters = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, i) => `${prefix}${i}`);
    const deep = {
      start: 'S',
      rules: {
        S: [{ text: 'short {A}', weight: 1000 }, '{B} {C}'],
        A: letters(5, 'a'),
        B: ['{B}{B}', ...letters(20, 'b')],
        C: ['c{D}', 'c'],
        D: ['d{E}', 'd'],
        E: letters(9, 'e'),
      },
      expected: 'x',
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const of = 2 + 5 + 21 + 2 + 2 + 9;
        const found = await proposals(grammar, deep, { seed, count: of });
        const used = new Set(found.flatMap((proposal) => paramsOf(proposal).productions));
        expect(used.size).toBe(of);
        expect(paramsOf(found.at(-1) as Proposal).coverage).toEqual({ used: of, of });
        for (const proposal of found.slice(0, 9)) {
          expect(paramsOf(proposal).coverage.used).toBeGreaterThan(1);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('weights decide in the long run', async () => {
    const options = {
      start: 'S',
      rules: {
        S: [
          { text: 'a {N}', weight: 3 },
          { text: 'b {N}', weight: 1 },
        ],
        N: ['{D}{D}{D}{D}'],
        D: [...'0123456789'],
      },
      expected: 'x',
    };
    const found = texts(await proposals(grammar, options, { count: 1000 }));
    const share = found.filter((text) => text.startsWith('a')).length / 1000;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });

  test('two expansions of one rule can be equal', async () => {
    const options = { start: 'S', rules: { S: ['{A}{A}'], A: ['x', 'y'] }, expected: 'x' };
    expect([...texts(await proposals(grammar, options))].sort()).toEqual(['xx', 'xy', 'yx', 'yy']);
  });

  test('recursion ends at maxDepth, by the way that ends soonest', async () => {
    const options = {
      start: 'S',
      rules: { S: [{ text: '({S}{S})', weight: 1000 }, '[{T}]', '.'], T: ['{U}', '{S}'], U: ['u'] },
      expected: 'x',
    };
    for (const maxDepth of [3, 4, 6]) {
      const found = await proposals(grammar, { ...options, maxDepth }, { count: 300 });
      for (const text of texts(found)) {
        const depth = Math.max(
          0,
          ...[...text].map(
            (_, i) => text.slice(0, i + 1).split(/[([]/).length - text.slice(0, i + 1).split(/[)\]]/).length,
          ),
        );
        expect(depth).toBeLessThanOrEqual(maxDepth);
      }
    }
  });

  test('a grammar that doubles at every level still ends', async () => {
    const options = {
      start: 'S',
      rules: { S: [{ text: '{S}{S}{S}', weight: 1000 }, 'a', 'b'] },
      expected: 'x',
      maxDepth: 40,
    };
    const found = await proposals(grammar, options, { count: 20 });
    expect(found).toHaveLength(20);
    expect(Math.max(...texts(found).map((text) => text.length))).toBeLessThan(5000);
  });

  test('the seed decides, byte for byte; how many are wanted does not', async () => {
    const bytes = async (seed: number, wanted: number) =>
      JSON.stringify(await proposals(grammar, tickets, { seed, wanted, task: triage, count: 50 }));
    expect(await bytes(1, 5)).toBe(await bytes(1, 500));
    expect(await bytes(1, 5)).not.toBe(await bytes(2, 5));
  });
});

describe('attributes', () => {
  const labelled = (rules: object, more: object = {}) => ({
    start: 'S',
    rules,
    expected: '{{ label }}',
    ...more,
  });
  const answers = async (options: unknown) =>
    (await proposals(grammar, options, { task: triage })).map(
      ({ expected }) => (expected as { label: string }).label,
    );

  test('the production above wins over its parts', async () => {
    const options = labelled({
      S: [{ text: 'not {A} but {B}', set: { label: 'other' } }],
      A: [{ text: 'a', set: { label: 'billing' } }],
      B: [{ text: 'b', set: { label: 'outage' } }],
    });
    expect(await answers(options)).toEqual(['other']);
  });

  test('parts that agree are no conflict', async () => {
    const part = [{ text: 'a', set: { label: 'billing' } }];
    expect(
      await answers(labelled({ S: ['{A} {B}'], A: part, B: part.map((one) => ({ ...one, id: 'b' })) })),
    ).toEqual(['billing']);
  });

  test('parts that disagree are an error that names both', async () => {
    const options = labelled({
      S: ['{A} and {B}'],
      A: [{ text: 'a', set: { label: 'billing' } }],
      B: [{ text: 'b', set: { label: 'outage' }, id: 'down' }],
    });
    await expect(answers(options)).rejects.toThrow(HeldoutError);
    await expect(answers(options)).rejects.toThrow(
      'GENERATOR_INPUT: grammar: the sentence "a and b": `label` is set to "billing" by `A#1` and to "outage" by `down`; set it in a production above both, which wins',
    );
  });

  test('a conflict about what `expected` does not read is none', async () => {
    const options = {
      ...labelled({
        S: ['{A} {B}'],
        A: [{ text: 'a', set: { tone: 'rude', label: 'billing' } }],
        B: [{ text: 'b', set: { tone: 'kind' } }],
      }),
    };
    expect(await answers(options)).toEqual(['billing']);
  });

  test('defaults stand where no production sets the attribute', async () => {
    const options = labelled(
      { S: ['a', { text: 'b', set: { label: 'billing' } }] },
      { defaults: { label: 'other' } },
    );
    expect([...(await answers(options))].sort()).toEqual(['billing', 'other']);
  });

  test('one sentence with two answers is an error', async () => {
    const options = labelled({
      S: [
        { text: 'a', set: { label: 'billing' } },
        { text: '{A}', set: { label: 'other' } },
      ],
      A: ['a'],
    });
    await expect(answers(options)).rejects.toThrow('grammar: the same text has two expected values');
  });

  test('a label that the task does not know', async () => {
    const options = labelled({ S: [{ text: 'a', set: { label: 'biling' } }] });
    await expect(answers(options)).rejects.toThrow(
      '"biling" is not a label of the task: did you mean `billing`?',
    );
  });
});

describe('parseParts', () => {
  test.each([
    [
      'a {B} c',
      [
        { kind: 'text', text: 'a ' },
        { kind: 'rule', name: 'B' },
        { kind: 'text', text: ' c' },
      ],
    ],
    [
      '{{B}}',
      [
        { kind: 'text', text: '{' },
        { kind: 'text', text: 'B' },
        { kind: 'text', text: '}' },
      ],
    ],
    [
      '{{{B}}}',
      [
        { kind: 'text', text: '{' },
        { kind: 'rule', name: 'B' },
        { kind: 'text', text: '}' },
      ],
    ],
    ['', []],
  ])('%j', (text, parts) => {
    expect(parseParts(text)).toEqual({ parts, problem: null });
  });

  test.each([
    ['a {B', 'the `{` at character 3 belongs to no {RULE}: write `{{` for a brace'],
    ['a }', 'the `}` at character 3 belongs to no {RULE}: write `}}` for a brace'],
    ['{1}', 'the `{` at character 1 belongs to no {RULE}: write `{{` for a brace'],
  ])('%j has a single brace', (text, problem) => {
    expect(parseParts(text).problem).toBe(problem);
  });
});

describe('what is wrong with options', () => {
  const withRules = (rules: object, more: object = {}) => ({ start: 'S', rules, expected: 'x', ...more });

  test.each<[string, unknown, string]>([
    [
      'no rule',
      withRules({ S: ['{ITM}'], ITEM: ['x'] }),
      'rules.S.0: there is no rule `ITM`: did you mean `ITEM`?',
    ],
    [
      'no rule, long form',
      withRules({ S: ['a', { text: '{B}' }] }),
      'rules.S.1.text: there is no rule `B`: did you mean `S`?',
    ],
    ['no start', withRules({ T: ['x'] }, { start: 'START' }), 'start: there is no rule `START`: known: T'],
    ['unreachable', withRules({ S: ['x'], A: ['{B}'], B: ['b'] }), 'rules.A: `S` never leads to this rule'],
    [
      'unreachable by way of another',
      withRules({ S: ['x'], A: ['{B}'], B: ['b'] }),
      'rules.B: `S` never leads to this rule',
    ],
    [
      'never ends',
      withRules({ S: ['a', '{A}'], A: ['{A} a', 'b {B}'], B: ['{A}'] }),
      'rules.A: can never end: each of its alternatives leads back to a rule that cannot end',
    ],
    [
      'too deep',
      withRules({ S: ['{A}'], A: ['{B}'], B: ['b'] }, { maxDepth: 2 }),
      'rules.B: lies 3 levels deep, and `maxDepth` is 2',
    ],
    ['weight', withRules({ S: [{ text: 'a', weight: 0 }] }), 'rules.S.0.weight: must be greater than 0'],
    ['no alternatives', withRules({ S: [] }), 'rules.S: name at least one alternative'],
    [
      'brace',
      withRules({ S: ['a { b'] }),
      'rules.S.0: the `{` at character 3 belongs to no {RULE}: write `{{` for a brace',
    ],
    [
      'id twice',
      withRules({
        S: [
          { text: 'a', id: 'x' },
          { text: 'b', id: 'x' },
        ],
      }),
      'rules.S.1: another production is called `x` too',
    ],
    [
      'rule name',
      withRules({ S: ['x'], 'a b': ['y'] }),
      'rules.a b: names of rules have letters, digits, `_` and `-` only, and no digit first',
    ],
    [
      'attribute name',
      withRules({ S: [{ text: 'x', set: { 'a b': 1 } }] }),
      'rules.S.0.set.a b: `a b` is no name for a variable: letters, digits and _ only, no digit first',
    ],
    [
      'unknown attribute',
      withRules({ S: [{ text: 'x', set: { label: 'a' } }] }, { expected: '{{ lable }}' }),
      'expected: there is no attribute `lable`: did you mean `label`?',
    ],
    [
      'not always set',
      withRules({ S: ['{A}', 'b'], A: [{ text: 'x', set: { label: 'a' } }] }, { expected: '{{ label }}' }),
      'expected: not every sentence sets `label`: one that starts with `S#2` need not; set it there or give it a value under `defaults`',
    ],
    ['maxDepth', withRules({ S: ['x'] }, { maxDepth: 0 }), 'maxDepth: must be at least 1'],
  ])('%s', (_, options, message) => {
    expect(issues(grammar, options)).toContain(message);
  });

  test('an attribute that recursion always comes to is set', () => {
    const rules = { S: ['so {S}', '{A}'], A: [{ text: 'x', set: { label: 'a' } }] };
    expect(issues(grammar, withRules(rules, { expected: '{{ label }}' }))).toEqual([]);
    expect(issues(grammar, tickets)).toEqual([]);
  });

  test('unknown keys are refused', () => {
    expect(issues(grammar, { ...tickets, depth: 3 })[0]).toContain('depth');
  });
});
