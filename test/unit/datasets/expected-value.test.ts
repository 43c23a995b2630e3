import { describe, expect, test } from 'vitest';
import type { Expected } from '../../../core/case.ts';
import { expectedValue } from '../../../datasets/rows/expected-value.ts';
import { classification, qa } from './dataset-fixtures.ts';

describe('what `expected` means', () => {
  test.each<[unknown, Expected]>([
    ['noon', { kind: 'text', accept: ['noon'] }],
    [['noon', '12:00'], { kind: 'text', accept: ['noon', '12:00'] }],
    [12.5, { kind: 'number', value: 12.5, tolerance: 0, unit: null }],
    [0, { kind: 'number', value: 0, tolerance: 0, unit: null }],
    [{ a: [1, null] }, { kind: 'json', value: { a: [1, null] } }],
    [{}, { kind: 'json', value: {} }],
    [
      { kind: 'text', accept: ['a', 'b'] },
      { kind: 'text', accept: ['a', 'b'] },
    ],
    [
      { kind: 'number', value: 3, tolerance: 0.5, unit: 'km' },
      { kind: 'number', value: 3, tolerance: 0.5, unit: 'km' },
    ],
    [
      { kind: 'json', value: { kind: 'x' } },
      { kind: 'json', value: { kind: 'x' } },
    ],
    [
      { kind: 'facts', must: ['a'], mustNot: [] },
      { kind: 'facts', must: ['a'], mustNot: [] },
    ],
    [
      { kind: 'tool-calls', calls: [{ function: 'f', parameters: { a: [1, ''] } }], ordered: true },
      { kind: 'tool-calls', calls: [{ function: 'f', parameters: { a: [1, ''] } }], ordered: true },
    ],
    [
      { kind: 'tests', language: 'python', source: 'assert f(1) == 2' },
      { kind: 'tests', language: 'python', source: 'assert f(1) == 2' },
    ],
    [
      { kind: 'outcome', state: { paid: true }, tell: [] },
      { kind: 'outcome', state: { paid: true }, tell: [] },
    ],
    [
      { kind: 'behaviour', behaviour: 'refuse' },
      { kind: 'behaviour', behaviour: 'refuse' },
    ],
    [
      { kind: 'changed', from: 'abc' },
      { kind: 'changed', from: 'abc' },
    ],
  ])('%j outside classification', (value, expected) => {
    expect(expectedValue(value, qa)).toEqual(expected);
  });

  test.each<[unknown, Expected]>([
    ['access', { kind: 'label', label: 'access' }],
    [
      { kind: 'label', label: 'access' },
      { kind: 'label', label: 'access' },
    ],
    [['a', 'b'], { kind: 'text', accept: ['a', 'b'] }],
    [
      { kind: 'behaviour', behaviour: 'abstain' },
      { kind: 'behaviour', behaviour: 'abstain' },
    ],
  ])('%j in classification', (value, expected) => {
    expect(expectedValue(value, classification)).toEqual(expected);
  });

  test.each<[unknown, string]>([
    ['acess', 'did you mean `access`?'],
    ['', 'not a label'],
    [' access', 'not a label'],
    ['Access', 'not a label'],
    [{ kind: 'label', label: 'outage' }, 'not a label'],
  ])('%j is none of the labels', (value, words) => {
    expect(expectedValue(value, classification)).toEqual({ problem: expect.stringContaining(words) });
  });

  test.each<[unknown]>([
    [null],
    [true],
    [Number.NaN],
    [() => 1],
    [{ kind: 'text', accept: [] }],
    [{ kind: 'text' }],
    [{ kind: 'text', accept: ['a'], more: 1 }],
    [{ kind: 'number', value: '3', tolerance: 0, unit: null }],
    [{ kind: 'number', value: 3, tolerance: -1, unit: null }],
    [{ kind: 'behaviour', behaviour: 'sulk' }],
    [{ kind: 'unheard-of' }],
    [{ n: Number.NaN }],
  ])('%o cannot be read', (value) => {
    expect(expectedValue(value, qa)).toEqual({ problem: expect.stringContaining('`expected`') });
  });
});
