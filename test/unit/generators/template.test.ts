import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { Proposal } from '../../../core/seams.ts';
import { template } from '../../../generators/template.ts';
import { issues, proposals, qa, requestFor, texts, triage } from './rule-fixtures.ts';

const cities = [
  { value: 'Oslo', country: 'Norway' },
  { value: 'Lima', country: 'Peru' },
];

const shop = {
  templates: [
    {
      id: 'total',
      text: '{{ qty }} tickets to {{ city }} at {{ price }} each?',
      expected: { kind: 'number', value: '{{ price | times: qty }}', unit: 'EUR' },
      tags: ['money', '{{ city.country }}'],
    },
    { id: 'country', text: 'In which country is {{ city }}?', expected: '{{ city.country }}' },
  ],
  lexicons: { city: cities },
  samplers: {
    price: { use: 'money', with: { min: 0.01, max: 99.99, currency: 'EUR' } },
    qty: { use: 'integer', with: { min: 1, max: 9 } },
  },
};

interface Params {
  readonly template: string;
  readonly values: Readonly<Record<string, number | string>>;
  readonly pass: number;
  readonly coverage: {
    readonly row: number;
    readonly rows?: number;
    readonly pairs?: { covered: number; of: number };
  };
}
const paramsOf = ({ params }: Proposal) => params as unknown as Params;

describe('template', () => {
  test('computes the expected value to the cent', async () => {
    const found = (await proposals(template, shop, { count: 500 })).filter(
      ({ cluster }) => cluster === 'total',
    );
    expect(found.length).toBeGreaterThan(400);
    for (const proposal of found) {
      const { price = 0, qty = 0 } = paramsOf(proposal).values;
      const cents = BigInt(Math.round(Number(price) * 100)) * BigInt(qty);
      expect(proposal.expected).toEqual({
        kind: 'number',
        value: Number(`${cents}e-2`),
        tolerance: 0,
        unit: 'EUR',
      });
      expect(texts([proposal])[0]).toContain(`€${Number(price).toFixed(2)} each`);
    }
  });

  test('a proposal is complete', async () => {
    const [first] = await proposals(template, { ...shop, templates: shop.templates.slice(1) }, { seed: 3 });
    const city = texts(first === undefined ? [] : [first])[0]?.includes('Oslo') ? 'Oslo' : 'Lima';
    expect(first).toEqual({
      input: { messages: [{ role: 'user', content: `In which country is ${city}?` }] },
      expected: { kind: 'text', accept: [city === 'Oslo' ? 'Norway' : 'Peru'] },
      expectedFrom: 'computed',
      tags: [],
      params: {
        template: 'country',
        values: { city },
        pass: 1,
        coverage: { design: 'full', row: 1, rows: 2 },
      },
      parents: [],
      cluster: 'country',
      claims: { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' },
    });
  });

  test('tags may be templates', async () => {
    const [first] = await proposals(template, shop, { count: 1 });
    const { city } = first === undefined ? {} : paramsOf(first).values;
    expect(first?.tags).toEqual(['money', city === 'Oslo' ? 'Norway' : 'Peru']);
  });

  test('templates take turns until one of them has nothing left', async () => {
    const found = await proposals(template, shop, { count: 6 });
    expect(found.map(({ cluster }) => cluster)).toEqual([
      'total',
      'country',
      'total',
      'country',
      'total',
      'total',
    ]);
  });

  test('conversations keep their roles', async () => {
    const [found] = await proposals(
      template,
      {
        templates: [
          {
            messages: [
              { role: 'user', content: 'I am in {{ city }}.' },
              { role: 'assistant', content: 'Noted.' },
              { role: 'user', content: 'Which queue?' },
            ],
            expected: '{{ city.queue }}',
          },
        ],
        lexicons: { city: [{ value: 'Oslo', queue: 'billing' }] },
      },
      { task: triage },
    );
    expect(found?.input.messages).toEqual([
      { role: 'user', content: 'I am in Oslo.' },
      { role: 'assistant', content: 'Noted.' },
      { role: 'user', content: 'Which queue?' },
    ]);
    expect(found?.expected).toEqual({ kind: 'label', label: 'billing' });
  });

  test('lexicon entries without `value` have fields only, and `text` is what is printed', async () => {
    const found = await proposals(template, {
      templates: [{ text: '{{ pair.a }}{{ n }}', expected: { kind: 'number', value: '{{ n | times: 2 }}' } }],
      lexicons: { pair: [{ a: 'x' }, { a: 'y' }], n: [{ value: 5, text: 'five' }] },
    });
    expect([...texts(found)].sort()).toEqual(['xfive', 'yfive']);
    expect(found[0]?.expected).toMatchObject({ value: 10 });
  });

  test('a template without id is called by a digest that other templates do not change', async () => {
    const plain = { text: 'Hello {{ city }}', expected: 'hi' };
    const alone = await proposals(template, { templates: [plain], lexicons: { city: ['Oslo'] } });
    const second = await proposals(template, {
      templates: [{ text: 'Bye {{ city }}', expected: 'bye' }, plain],
      lexicons: { city: ['Oslo'] },
    });
    expect(alone[0]?.cluster).toMatch(/^template-[0-9a-f]{8}$/);
    expect(second[1]?.cluster).toBe(alone[0]?.cluster);
    expect(second[0]?.cluster).not.toBe(alone[0]?.cluster);
  });
});

describe('designs', () => {
  const letters = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}${index}`);
  const product = (sizes: readonly number[], design: string) => ({
    templates: [{ text: sizes.map((_, index) => `{{ f${index} }}`).join(' '), expected: 'x' }],
    lexicons: Object.fromEntries(sizes.map((size, index) => [`f${index}`, letters(`v${index}_`, size)])),
    design,
  });

  test('full gives each combination once, in an order that the seed decides', async () => {
    const options = product([3, 2, 4], 'full');
    const [one, other] = [
      await proposals(template, options),
      await proposals(template, options, { seed: 2 }),
    ];
    expect(one).toHaveLength(24);
    expect(new Set(texts(one)).size).toBe(24);
    expect([...texts(one)].sort()).toEqual([...texts(other)].sort());
    expect(texts(one)).not.toEqual(texts(other));
    expect(one.map((proposal) => paramsOf(proposal).coverage.row)).toEqual(
      Array.from({ length: 24 }, (_, i) => i + 1),
    );
  });

  test('full over a product too large to list still begins', async () => {
    const found = await proposals(template, product(Array(8).fill(90), 'full'), { count: 200 });
    expect(new Set(texts(found)).size).toBe(200);
    expect(paramsOf(found[0] as Proposal).coverage.rows).toBe(90 ** 8);
  });

  test('pairwise covers every pair of entries in far fewer cases', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 2, maxLength: 5 }),
        fc.nat(),
        async (sizes, seed) => {
          const found = await proposals(template, product(sizes, 'pairwise'), { seed });
          const words = texts(found).map((text) => text.split(' '));
          for (let a = 0; a < sizes.length; a++) {
            for (let b = a + 1; b < sizes.length; b++) {
              const pairs = new Set(words.map((row) => `${row[a]} ${row[b]}`));
              expect(pairs.size).toBe((sizes[a] ?? 0) * (sizes[b] ?? 0));
            }
          }
          const { pairs } = paramsOf(found.at(-1) as Proposal).coverage;
          expect(pairs?.covered).toBe(pairs?.of);
        },
      ),
      { numRuns: 50 },
    );
    const many = await proposals(template, product([5, 5, 5, 5, 5, 5], 'pairwise'));
    expect(many.length).toBeLessThan(60); // of 15,625
  });

  test('random repeats nothing and ends', async () => {
    const found = await proposals(template, product([3, 4], 'random'));
    expect(new Set(texts(found)).size).toBe(found.length);
    expect(found).toHaveLength(12);
  });

  test('samplers are drawn anew in each pass, until they give nothing new', async () => {
    const options = {
      templates: [{ text: '{{ city }} {{ n }}', expected: '{{ n }}' }],
      lexicons: { city: ['Oslo', 'Lima'] },
      samplers: { n: { use: 'integer', with: { min: 1, max: 5 } } },
    };
    const found = await proposals(template, options);
    expect(found).toHaveLength(10);
    expect([...texts(found)].sort()[0]).toBe('Lima 1');
    expect(
      texts(found.slice(0, 2))
        .map((text) => text.split(' ')[0])
        .sort(),
    ).toEqual(['Lima', 'Oslo']);
  });

  test('only the lexicons that a template uses multiply', async () => {
    const found = await proposals(template, {
      templates: [
        { text: '{{ a }}', expected: 'x' },
        { text: 'and {{ b }}', expected: 'x' },
      ],
      lexicons: { a: letters('a', 3), b: letters('b', 4) },
    });
    expect(found).toHaveLength(7);
  });
});

describe('reproducibility', () => {
  test('the seed decides, byte for byte; how many are wanted does not', async () => {
    const options = {
      ...shop,
      samplers: { ...shop.samplers, who: { use: 'name', with: { locale: 'fr' } } },
      templates: [...shop.templates, { text: '{{ who }} flies to {{ city }}', expected: '{{ city }}' }],
    };
    const bytes = async (seed: number, wanted: number) =>
      JSON.stringify(await proposals(template, options, { seed, wanted, count: 60 }));
    expect(await bytes(5, 10)).toBe(await bytes(5, 1000));
    expect(await bytes(5, 10)).not.toBe(await bytes(6, 10));
  });

  test('another sampler changes no draw of the others', async () => {
    const more = { ...shop, samplers: { unused: { use: 'luhn', with: { digits: 16 } }, ...shop.samplers } };
    expect(await proposals(template, more, { count: 40 })).toEqual(
      await proposals(template, shop, { count: 40 }),
    );
  });

  test('10,000 cases are 10,000 different texts', async () => {
    const found = await proposals(
      template,
      { ...shop, templates: shop.templates.slice(0, 1) },
      { count: 10_000 },
    );
    expect(new Set(texts(found)).size).toBe(10_000);
  });
});

describe('what is wrong with options', () => {
  const withTemplate = (change: object, more: object = {}) => ({
    templates: [{ text: 'Hello {{ city }}', expected: 'x', ...change }],
    lexicons: { city: cities },
    ...more,
  });

  test('the options of these tests are right', () => {
    expect(issues(template, shop)).toEqual([]);
    expect(issues(template, withTemplate({}))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no template', { templates: [] }, 'templates: name at least one template'],
    [
      'unknown variable',
      withTemplate({ text: '{{ town }}' }),
      'templates.0.text: there is no lexicon or sampler `town`: known: city',
    ],
    [
      'close name',
      withTemplate({ text: '{{ citty }}' }),
      'templates.0.text: there is no lexicon or sampler `citty`: did you mean `city`?',
    ],
    [
      'unknown field',
      withTemplate({ expected: '{{ city.contry }}' }),
      'templates.0.expected: `city` has no field `contry`: did you mean `country`?',
    ],
    [
      'unknown filter',
      withTemplate({ expected: '{{ city | upcas }}' }),
      'templates.0.expected: undefined filter: upcas, line:1, col:1: did you mean `upcase`?',
    ],
    [
      'syntax',
      withTemplate({ text: '{{ city' }),
      'templates.0.text: output "{{ city" not closed, line:1, col:1',
    ],
    [
      'variable in a tag',
      withTemplate({ tags: ['{{ nope }}'] }),
      'templates.0.tags.0: there is no lexicon or sampler `nope`: known: city',
    ],
    [
      'variable in a part of expected',
      withTemplate({ expected: { kind: 'text', accept: ['a', '{{ b }}'] } }),
      'templates.0.expected.accept.1: there is no lexicon or sampler `b`: known: city',
    ],
    [
      'text and messages',
      withTemplate({ messages: [{ role: 'user', content: 'x' }] }),
      'templates.0: write either `text` or `messages`',
    ],
    ['neither', { templates: [{ expected: 'x' }] }, 'templates.0: write either `text` or `messages`'],
    [
      'id twice',
      {
        templates: [
          { id: 'a', text: 'x', expected: 'x' },
          { id: 'a', text: 'y', expected: 'x' },
        ],
      },
      'templates.1: template 1 is called `a` too',
    ],
    [
      'template twice',
      {
        templates: [
          { text: 'x', expected: 'x' },
          { text: 'x', expected: 'x' },
        ],
      },
      'templates.1: the same as template 1',
    ],
    ['bad id', withTemplate({ id: 'a b' }), 'templates.0.id: letters, digits, `.`, `_` and `-` only'],
    ['empty lexicon', withTemplate({}, { lexicons: { city: [] } }), 'lexicons.city: name at least one entry'],
    [
      'entry twice',
      withTemplate({}, { lexicons: { city: ['Oslo', 'Oslo'] } }),
      'lexicons.city.1: "Oslo" is listed twice',
    ],
    [
      'entry lacks a field',
      withTemplate({ text: '{{ city.country }}' }, { lexicons: { city: [...cities, { value: 'Rome' }] } }),
      'templates.0.text: `city` has no field `country`: known: value, text',
    ],
    [
      'mixed entries',
      withTemplate(
        { text: '{{ city.country }}' },
        { lexicons: { city: ['Oslo', { value: 'Rome', country: 'Italy' }] } },
      ),
      'templates.0.text: `city` has no field `country`: no names are known here',
    ],
    [
      'field of a text',
      withTemplate({ text: '{{ city.country }}' }, { lexicons: { city: ['Oslo'] } }),
      'templates.0.text: `city` has no fields, so no `country`',
    ],
    [
      'no whole text',
      withTemplate({}, { lexicons: { city: [{ name: 'Oslo', country: 'Norway' }] } }),
      'templates.0.text: `city` cannot be printed whole: name a field (name, country)',
    ],
    [
      'reserved field',
      withTemplate({}, { lexicons: { city: [{ value: 'x', toString: 'y' }] } }),
      'lexicons.city.0.toString: `toString` has a meaning of its own here',
    ],
    [
      'text without value',
      withTemplate({}, { lexicons: { city: [{ text: 'x' }] } }),
      'lexicons.city.0.text: `text` needs `value` beside it',
    ],
    [
      'bad name',
      withTemplate({}, { lexicons: { city: ['x'], '1st': ['x'] } }),
      'lexicons.1st: `1st` is no name for a variable: letters, digits and _ only, no digit first',
    ],
    [
      'reserved name',
      withTemplate({}, { samplers: { empty: { use: 'integer', with: { min: 1, max: 2 } } } }),
      'samplers.empty: `empty` has a meaning of its own here',
    ],
    [
      'both',
      withTemplate({}, { samplers: { city: { use: 'integer', with: { min: 1, max: 2 } } } }),
      'samplers.city: a lexicon has this name already',
    ],
    [
      'unknown sampler',
      withTemplate({}, { samplers: { n: { use: 'integr', with: {} } } }),
      'samplers.n.use: no sampler is called `integr`: did you mean `integer`?',
    ],
    [
      'option of a sampler',
      withTemplate({}, { samplers: { n: { use: 'integer', with: { min: 1, max: 2, stp: 1 } } } }),
      'samplers.n.with.stp: `integer` has no option `stp`: did you mean `step`?',
    ],
    [
      'field of a sampler',
      {
        ...withTemplate({ text: '{{ n.amuont }}' }),
        samplers: { n: { use: 'money', with: { min: 1, max: 2, currency: 'EUR' } } },
      },
      'templates.0.text: `n` has no field `amuont`: did you mean `amount`?',
    ],
  ])('%s', (_, options, message) => {
    expect(issues(template, options)).toContain(message);
  });

  test('unknown keys and designs are refused', () => {
    expect(issues(template, { ...shop, lexicon: {} })[0]).toContain('lexicon');
    expect(issues(template, withTemplate({ expect: 'x' }))[0]).toContain('expect');
    expect(issues(template, { ...shop, design: 'half' })[0]).toContain('design');
  });

  test('a product that cannot be counted is refused', () => {
    const names = Array.from({ length: 9 }, (_, index) => `f${index}`);
    const options = {
      templates: [{ text: names.map((name) => `{{ ${name} }}`).join(''), expected: 'x' }],
      lexicons: Object.fromEntries(
        names.map((name) => [name, Array.from({ length: 100 }, (_, index) => index)]),
      ),
    };
    expect(issues(template, options)).toEqual([
      'templates.0: its lexicons have too many combinations to count: take `design: pairwise` or `design: random`',
    ]);
    expect(issues(template, { ...options, design: 'pairwise' })).toEqual([]);
  });
});

describe('what goes wrong later', () => {
  const run = (options: unknown, task = qa) => proposals(template, options, { task });

  test.each<[string, unknown, string]>([
    [
      'not a number',
      {
        templates: [{ id: 'sum', text: '{{ w }}', expected: { kind: 'number', value: '{{ w }}' } }],
        lexicons: { w: ['abc'] },
      },
      'GENERATOR_INPUT: template: template `sum`: the expected value `{{ w }}` came out as "abc", not a number',
    ],
    [
      'arithmetic on text',
      { templates: [{ text: '{{ w | plus: 1 }}', expected: 'x' }], lexicons: { w: ['abc'] } },
      'GENERATOR_INPUT: template: template 1: "abc" is not a number, line:1, col:1',
    ],
    [
      'two answers for one text',
      { templates: [{ id: 'twice', text: 'Where?', expected: '{{ w }}' }], lexicons: { w: ['a', 'b'] } },
      'GENERATOR_INPUT: template: template `twice`: the same text has two expected values',
    ],
    [
      'field that is null',
      {
        templates: [{ text: '{{ w }}', expected: '{% if w == "a" %}yes{% endif %}' }],
        lexicons: { w: ['b'] },
      },
      'came out empty',
    ],
  ])('%s', async (_, options, message) => {
    await expect(run(options)).rejects.toThrow(HeldoutError);
    await expect(run(options)).rejects.toThrow(message);
  });

  test('labels that the task does not know', async () => {
    const options = { templates: [{ text: '{{ w }}', expected: '{{ w }}' }], lexicons: { w: ['bill'] } };
    await expect(run(options, triage)).rejects.toThrow('template 1: "bill" is not a label of the task');
    const constant = { templates: [{ text: 'x', expected: 'outtage' }] };
    expect(() => template.create(constant, { task: triage })).toThrow(
      'PART_OPTION: template: template 1: "outtage" is not a label of the task',
    );
  });

  test('an aborted signal stops it', async () => {
    const abort = new AbortController();
    const made = template.create(shop, { task: qa });
    const source = made.propose(requestFor(), abort.signal)[Symbol.asyncIterator]();
    await source.next();
    abort.abort();
    await expect(source.next()).rejects.toThrow('aborted');
  });
});
