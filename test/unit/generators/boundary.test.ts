import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../core/seams.ts';
import { boundary } from '../../../generators/boundary.ts';
import { issues, proposals, texts, triage } from './rule-fixtures.ts';

const verdict = '{% if valid %}accept{% else %}reject{% endif %}';

/** One field alone: for each case its boundary, its text and what is expected. */
async function listed(field: object): Promise<readonly (readonly unknown[])[]> {
  const found = await proposals(boundary, {
    templates: [{ text: '<{{ it }}>', expected: verdict }],
    fields: { it: field },
  });
  return found.map((proposal) => {
    const { boundary: at } = proposal.params as unknown as { boundary: string };
    const answer = proposal.expected.kind === 'text' ? proposal.expected.accept[0] : null;
    return [at, (texts([proposal])[0] ?? '').slice(1, -1), answer];
  });
}

describe('boundaries of one field', () => {
  test('integer', async () => {
    expect(await listed({ type: 'integer', min: 18, max: 65 })).toEqual([
      ['nominal', '41', 'accept'],
      ['min', '18', 'accept'],
      ['max', '65', 'accept'],
      ['min-step', '17', 'reject'],
      ['max+step', '66', 'reject'],
      ['min+step', '19', 'accept'],
      ['max-step', '64', 'accept'],
      ['zero', '0', 'reject'],
      ['minus-one', '-1', 'reject'],
    ]);
  });

  test('each number once, under its first name', async () => {
    expect(await listed({ type: 'integer', min: 0, max: 120 })).toEqual([
      ['nominal', '60', 'accept'],
      ['min', '0', 'accept'],
      ['max', '120', 'accept'],
      ['min-step', '-1', 'reject'],
      ['max+step', '121', 'reject'],
      ['min+step', '1', 'accept'],
      ['max-step', '119', 'accept'],
    ]);
    expect(await listed({ type: 'integer', min: 5, max: 5 })).toEqual([
      ['nominal', '5', 'accept'],
      ['min-step', '4', 'reject'],
      ['max+step', '6', 'reject'],
      ['zero', '0', 'reject'],
      ['minus-one', '-1', 'reject'],
    ]);
  });

  test('0 and -1 only where they are whole steps', async () => {
    const found = await listed({ type: 'integer', min: -10, max: 10, step: 5, nominal: 5 });
    expect(found.map(([at, text]) => `${at} ${text}`)).toEqual([
      'nominal 5',
      'min -10',
      'max 10',
      'min-step -15',
      'max+step 15',
      'min+step -5',
      'zero 0',
    ]);
  });

  test('number, exact to its step', async () => {
    expect(await listed({ type: 'number', min: 0.1, max: 0.7, step: 0.1 })).toEqual([
      ['nominal', '0.4', 'accept'],
      ['min', '0.1', 'accept'],
      ['max', '0.7', 'accept'],
      ['min-step', '0', 'reject'],
      ['max+step', '0.8', 'reject'],
      ['min+step', '0.2', 'accept'],
      ['max-step', '0.6', 'accept'],
      ['minus-one', '-1', 'reject'],
    ]);
  });

  test('date, with leap days and the turn of the year', async () => {
    expect(await listed({ type: 'date', min: '2023-12-30', max: '2028-03-01', format: '%-d %b %Y' })).toEqual(
      [
        ['nominal', '29 Jan 2026', 'accept'],
        ['min', '30 Dec 2023', 'accept'],
        ['max', '1 Mar 2028', 'accept'],
        ['min-1d', '29 Dec 2023', 'reject'],
        ['max+1d', '2 Mar 2028', 'reject'],
        ['min+1d', '31 Dec 2023', 'accept'],
        ['max-1d', '29 Feb 2028', 'accept'],
        ['leap-day-2024', '29 Feb 2024', 'accept'],
        ['year-end-2027', '31 Dec 2027', 'accept'],
        ['year-start-2024', '1 Jan 2024', 'accept'],
        ['year-start-2028', '1 Jan 2028', 'accept'],
      ],
    );
    const common = await listed({ type: 'date', min: '2023-01-10', max: '2023-11-20' });
    expect(common.map(([at]) => at)).toEqual([
      'nominal',
      'min',
      'max',
      'min-1d',
      'max+1d',
      'min+1d',
      'max-1d',
    ]);
  });

  test('text', async () => {
    expect(await listed({ type: 'text', minLength: 2, maxLength: 12 })).toEqual([
      ['nominal', 'example', 'accept'],
      ['empty', '', 'reject'],
      ['min-length', 'lo', 'accept'],
      ['max-length', 'lorem ipsumx', 'accept'],
      ['over-max-length', 'lorem ipsum d', 'reject'],
      ['under-min-length', 'l', 'reject'],
      ['white-space', '   ', 'reject'],
      ['one-long-word', 'abcdefghijkl', 'accept'],
      ['emoji', '🙂🎉🚀', 'accept'],
      ['right-to-left', 'مرحبا بالعال', 'accept'],
      ['quotes', `"it's"`, 'accept'],
    ]);
  });

  test('length counts code points; white space counts where it is not trimmed', async () => {
    const short = await listed({ type: 'text', minLength: 1, maxLength: 3, trim: false });
    expect(short.find(([at]) => at === 'emoji')).toEqual(['emoji', '🙂🎉🚀', 'accept']);
    expect(short.find(([at]) => at === 'white-space')).toEqual(['white-space', '   ', 'accept']);
    const optional = await listed({ type: 'text', maxLength: 3, nominal: 'abc' });
    expect(optional.slice(0, 2)).toEqual([
      ['nominal', 'abc', 'accept'],
      ['empty', '', 'accept'],
    ]);
    expect(optional.find(([at]) => at === 'white-space')).toEqual(['white-space', '   ', 'accept']);
  });

  test('every text has the length that its name says', async () => {
    for (const [minLength, maxLength] of [
      [0, 1],
      [1, 1],
      [3, 9],
      [5, 200],
      [30, 31],
    ] as const) {
      for (const [at, text, answer] of await listed({ type: 'text', minLength, maxLength })) {
        const trimmed = [...String(text).trim()].length;
        expect(answer, `${at} of ${minLength} to ${maxLength}`).toBe(
          trimmed >= minLength && trimmed <= maxLength ? 'accept' : 'reject',
        );
        if (
          ['nominal', 'min-length', 'max-length', 'one-long-word', 'emoji', 'quotes'].includes(String(at))
        ) {
          expect(answer, String(at)).toBe('accept');
        }
      }
    }
  });
});

const form = {
  templates: [
    {
      id: 'form',
      text: '{{ name }} is {{ age }}',
      expected: `${verdict}{% if field != "" %}: {{ field }} {{ boundary }}{% endif %}`,
      tags: ['form'],
    },
    { id: 'age', text: 'Age {{ age }}', expected: verdict },
  ],
  fields: {
    age: { type: 'integer', min: 0, max: 120 },
    name: { type: 'text', minLength: 1, maxLength: 20, nominal: 'Ada' },
  },
};

describe('boundary', () => {
  test('one field at a time, templates and fields in turn', async () => {
    const found = await proposals(boundary, form, { count: 7 });
    expect(
      found.map((one) => [
        one.cluster,
        texts([one])[0],
        (one.expected as { accept: readonly string[] }).accept[0],
      ]),
    ).toEqual([
      ['form', 'Ada is 60', 'accept'],
      ['age', 'Age 60', 'accept'],
      ['form', 'Ada is 0', 'accept: age min'],
      ['age', 'Age 0', 'accept'],
      ['form', ' is 60', 'reject: name empty'],
      ['age', 'Age 120', 'accept'],
      ['form', 'Ada is 120', 'accept: age max'],
    ]);
  });

  test('a field that the text does not show is not varied', async () => {
    const found = await proposals(boundary, form);
    const fields = found
      .filter(({ cluster }) => cluster === 'age')
      .map(({ params }) => (params as { field: string }).field);
    expect(new Set(fields)).toEqual(new Set(['', 'age']));
    expect(fields).toHaveLength(7);
  });

  test('a proposal is complete', async () => {
    const found = await proposals(boundary, form);
    const cases = found.filter(({ cluster }) => cluster === 'form').length;
    const empty = found.find(({ tags }) => tags.includes('empty'));
    expect(empty).toEqual({
      input: { messages: [{ role: 'user', content: ' is 60' }] },
      expected: { kind: 'text', accept: ['reject: name empty'] },
      expectedFrom: 'computed',
      tags: ['form', 'empty'],
      params: {
        template: 'form',
        valid: false,
        field: 'name',
        boundary: 'empty',
        values: { age: 60, name: '' },
        coverage: { case: 3, cases },
      },
      parents: [],
      cluster: 'form',
      claims: {
        effect: null,
        edits: [],
        maxChangedWords: null,
        words: { min: 0, max: Number.MAX_SAFE_INTEGER },
        language: 'any',
      },
    });
    const ages = found.filter(({ params }) => (params as { field: string }).field === 'age');
    expect(new Set(ages.map(({ claims }) => claims.language))).toEqual(new Set(['cell']));
  });

  test('no text twice, the same for every seed', async () => {
    const [one, other] = [
      await proposals(boundary, form, { seed: 1 }),
      await proposals(boundary, form, { seed: 2, wanted: 3 }),
    ];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(new Set(texts(one)).size).toBe(one.length);
  });

  test('labels', async () => {
    const options = {
      templates: [{ text: '{{ age }}', expected: '{% if valid %}billing{% else %}other{% endif %}' }],
      fields: { age: form.fields.age },
    };
    const found: readonly Proposal[] = await proposals(boundary, options, { task: triage });
    expect(new Set(found.map(({ expected }) => JSON.stringify(expected)))).toEqual(
      new Set(['{"kind":"label","label":"billing"}', '{"kind":"label","label":"other"}']),
    );
  });
});

describe('what is wrong with options', () => {
  const withField = (it: object) => ({ templates: [{ text: '{{ it }}', expected: 'x' }], fields: { it } });

  test.each<[string, unknown, string]>([
    ['range', withField({ type: 'integer', min: 3, max: 2 }), 'fields.it.max: `max` must not be below `min`'],
    [
      'steps',
      withField({ type: 'number', min: 0, max: 1, step: 0.3 }),
      'fields.it.max: must be a whole number of steps of 0.3 from `min`',
    ],
    [
      'nominal',
      withField({ type: 'integer', min: 0, max: 9, nominal: 10 }),
      'fields.it.nominal: must lie between `min` and `max`',
    ],
    [
      'nominal off step',
      withField({ type: 'integer', min: 0, max: 10, step: 5, nominal: 3 }),
      'fields.it.nominal: must be a whole number of steps of 5 from `min`',
    ],
    [
      'step',
      withField({ type: 'number', min: 0, max: 1, step: 0 }),
      'fields.it.step: must be greater than 0',
    ],
    [
      'size',
      withField({ type: 'number', min: 0, max: 1e300, step: 1 }),
      'fields.it.max: must lie between -1000000000000000 and 1000000000000000',
    ],
    [
      'dates',
      withField({ type: 'date', min: '2024-02-01', max: '2024-01-01' }),
      'fields.it.max: `max` must not be before `min`',
    ],
    [
      'date',
      withField({ type: 'date', min: '2023-02-29', max: '2024-01-01' }),
      'fields.it.min: must be a date that exists, as YYYY-MM-DD',
    ],
    [
      'date nominal',
      withField({ type: 'date', min: '2024-01-01', max: '2024-02-01', nominal: '2025-01-01' }),
      'fields.it.nominal: must lie between `min` and `max`',
    ],
    [
      'lengths',
      withField({ type: 'text', minLength: 5, maxLength: 4 }),
      'fields.it.maxLength: `maxLength` must not be below `minLength`',
    ],
    [
      'text nominal',
      withField({ type: 'text', minLength: 5, maxLength: 9, nominal: 'abc' }),
      'fields.it.nominal: must have 5 to 9 characters',
    ],
    [
      'no field',
      { templates: [{ text: 'x', expected: 'x' }], fields: {} },
      'fields: name at least one field',
    ],
    [
      'no field in the text',
      { ...form, templates: [{ text: 'x {{ boundary }}', expected: '{{ age }}' }] },
      'templates.0: its text names no field',
    ],
    [
      'own name',
      { templates: form.templates, fields: { ...form.fields, valid: form.fields.age } },
      'fields.valid: `valid` has a meaning of its own here',
    ],
    [
      'unknown field',
      { ...form, templates: [{ text: '{{ agee }}', expected: 'x' }] },
      'templates.0.text: there is no field `agee`: did you mean `age`?',
    ],
  ])('%s', (_, options, message) => {
    expect(issues(boundary, options)).toContain(message);
  });

  test('a text that does not parse is told once', () => {
    const broken = { ...form, templates: [{ text: '{{ age', expected: 'x' }] };
    expect(issues(boundary, broken)).toEqual(['templates.0.text: output "{{ age" not closed, line:1, col:1']);
  });

  test('unknown types and keys are refused', () => {
    expect(issues(boundary, withField({ type: 'colour' }))).toHaveLength(1);
    expect(issues(boundary, withField({ type: 'integer', min: 0, max: 1, stp: 1 }))[0]).toContain('stp');
    expect(issues(boundary, form)).toEqual([]);
  });
});
