import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { TemplateError } from '../../../generators/liquid.ts';
import { TemplateValue } from '../../../generators/template-value.ts';
import { compileExpected, expectedTexts, writtenExpected } from '../../../generators/written-expected.ts';
import { qa, triage } from './rule-fixtures.ts';

const scope = { price: new TemplateValue(0.1, '€0.10'), qty: 3, queue: 'billing', blank: ' ', word: 'abc' };

function compute(written: unknown, task = qa) {
  return compileExpected(writtenExpected.parse(written), task, 'template 1')(scope);
}

describe('a written expected value', () => {
  test('a text is a label in classification, else the one answer', () => {
    expect(compute('{{ queue }}', triage)).toEqual({ kind: 'label', label: 'billing' });
    expect(compute('  {{ queue }}\n')).toEqual({ kind: 'text', accept: ['billing'] });
    expect(compute({ kind: 'label', label: '{{ queue }}' }, triage)).toEqual({
      kind: 'label',
      label: 'billing',
    });
  });

  test('numbers are exact', () => {
    expect(compute({ kind: 'number', value: '{{ price | times: qty }}', unit: 'EUR' })).toEqual({
      kind: 'number',
      value: 0.3,
      tolerance: 0,
      unit: 'EUR',
    });
    expect(compute({ kind: 'number', value: '{{ qty }}.5', tolerance: 0.1 })).toEqual({
      kind: 'number',
      value: 3.5,
      tolerance: 0.1,
      unit: null,
    });
    expect(compute({ kind: 'number', value: 7 })).toMatchObject({ value: 7 });
  });

  test('json keeps the types of single values', () => {
    const written = {
      kind: 'json',
      value: { total: '{{ price | times: qty }}', text: '{{ price }} each', list: ['{{ qty }}', null, 2] },
    };
    expect(compute(written)).toEqual({
      kind: 'json',
      value: { total: 0.3, text: '€0.10 each', list: [3, null, 2] },
    });
  });

  test('the other kinds', () => {
    expect(compute({ kind: 'text', accept: ['{{ price }}', '{{ qty }}'] })).toEqual({
      kind: 'text',
      accept: ['€0.10', '3'],
    });
    expect(compute({ kind: 'facts', must: ['{{ word }}'] })).toEqual({
      kind: 'facts',
      must: ['abc'],
      mustNot: [],
    });
    expect(compute({ kind: 'behaviour', behaviour: 'abstain' })).toEqual({
      kind: 'behaviour',
      behaviour: 'abstain',
    });
    expect(
      compute({ kind: 'tool-calls', calls: [{ function: 'buy', parameters: { qty: ['{{ qty }}', ''] } }] }),
    ).toEqual({
      kind: 'tool-calls',
      calls: [{ function: 'buy', parameters: { qty: [3, ''] } }],
      ordered: false,
    });
  });

  test.each([
    [{ kind: 'number', value: '{{ word }}' }, qa, '`{{ word }}` came out as "abc", not a number'],
    [{ kind: 'number', value: '{{ qty }} pieces' }, qa, 'came out as "3 pieces", not a number'],
    [{ kind: 'number', value: '{{ nil }}' }, qa, 'came out as null, not a number'],
    ['{{ blank }}', qa, 'the expected value `{{ blank }}` came out empty'],
    ['{{ word }}', triage, '"abc" is not a label of the task'],
    [{ kind: 'label', label: '{{ queue }}s' }, triage, 'did you mean `billing`?'],
  ] as const)('refuses %j', (written, task, message) => {
    expect(() => compute(written, task)).toThrow(TemplateError);
    expect(() => compute(written, task)).toThrow(message);
  });

  test('a constant label is checked at once', () => {
    const wrong = () => compileExpected('biling', triage, 'template 2');
    expect(wrong).toThrow(HeldoutError);
    expect(wrong).toThrow('PART_OPTION: template 2: "biling" is not a label of the task');
    expect(() => compileExpected('billing', triage, 'template 2')).not.toThrow();
  });

  test('every text has its path', () => {
    const written = writtenExpected.parse({ kind: 'json', value: { a: ['{{ x }}'], b: 1 } });
    expect(expectedTexts(written, ['expected'])).toEqual([
      { path: ['expected', 'kind'], source: 'json' },
      { path: ['expected', 'value', 'a', 0], source: '{{ x }}' },
    ]);
  });

  test.each([
    [{ kind: 'number', valu: 1 }],
    [{ kind: 'text', accept: [] }],
    [{ kind: 'behaviour', behaviour: 'sulk' }],
    [''],
    [{ kind: 'number', value: 1, tolerance: -1 }],
  ])('does not parse %j', (written) => {
    expect(writtenExpected.safeParse(written).success).toBe(false);
  });
});
