import { describe, expect, test } from 'vitest';
import { canaryOperators } from '../../../core/canary.ts';
import { type Case, type Expected, inputText } from '../../../core/case.ts';
import { createRandom } from '../../../core/random.ts';
import type { Task } from '../../../core/suite.ts';
import type { CanaryOperator } from '../../../judges/admission/canaries/canary-operator.ts';
import { operators } from '../../../judges/admission/canaries/index.ts';
import { caseOf, classification, everyKind, labelled, number, qa, text } from './judge-fixtures.ts';

const queues = classification('billing', 'access', 'outage', 'other');
const extraction: Task = { kind: 'extraction', instructions: 'Read it.', outputSchema: null };
const facts = (...must: string[]): Expected => ({ kind: 'facts', must, mustNot: [] });
const json = (value: { readonly [key: string]: string | number | boolean }): Expected => ({
  kind: 'json',
  value,
});

function named(name: string): CanaryOperator {
  const found = operators.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

function planted(name: string, base: Case, others: readonly Case[] = [], task: Task = queues, seed = 1) {
  return named(name).plant(base, { task, others, random: createRandom(seed) });
}
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

test('every named operator is there, once', () => {
  expect(operators.map(({ name }) => name)).toEqual([...canaryOperators]);
});

test.each(operators)('$name: the same seed plants the same, and the case stays as it was', (operator) => {
  for (const expected of Object.values(everyKind)) {
    const base = caseOf('I paid 12 euros twice.', { expected });
    const before = structuredClone(base);
    const others = [
      caseOf('other', { expected: facts('a fact of another'), cluster: 'd' }),
      caseOf('b', { expected: text('Bergen') }),
    ];
    const make = () => operator.plant(base, { task: queues, others, random: createRandom(7) });
    expect(make()).toEqual(make());
    expect(base).toEqual(before);
  }
});

describe('wrong answers', () => {
  test('another label of the task, never the right one', () => {
    const made = seeds.map((seed) =>
      planted('wrong-label', caseOf('paid', { expected: labelled('billing') }), [], queues, seed),
    );
    const labels = made.map((one) => (one?.expected.kind === 'label' ? one.expected.label : ''));
    expect(new Set(labels)).toEqual(new Set(['access', 'outage', 'other']));
    expect(planted('wrong-label', caseOf('x', { expected: text('a') }), [], qa)).toBe(null);
  });

  test('a number outside of its tolerance', () => {
    for (const seed of seeds) {
      const made = planted(
        'wrong-value',
        caseOf('how many?', { expected: number(40, 5, 'km') }),
        [],
        qa,
        seed,
      );
      const value = made?.expected.kind === 'number' ? made.expected.value : 40;
      expect(Math.abs(value - 40)).toBeGreaterThan(5);
      expect(made?.expected).toMatchObject({ tolerance: 5, unit: 'km' });
    }
  });

  test('the answer of another question, which is not right here in other words', () => {
    const base = caseOf('fee?', { expected: text('40 euros', '40') });
    const others = ['40', 'forty: 40 euros', '20 days', '40 Euros'].map((one) =>
      caseOf(one, { expected: text(one) }),
    );
    for (const seed of seeds)
      expect(planted('wrong-value', base, others, qa, seed)?.expected).toEqual(text('20 days'));
    expect(planted('wrong-value', base, others.slice(0, 2), qa)).toBe(null);
  });

  test('one field of an object, to what another case has there or by rule', () => {
    const base = caseOf('invoice', { expected: json({ vendor: 'A', total: 5, paid: true }) });
    const others = [caseOf('other', { expected: json({ vendor: 'B', total: 9, paid: true }) })];
    for (const seed of seeds) {
      const made = planted('wrong-value', base, others, extraction, seed)?.expected;
      const value = made?.kind === 'json' ? (made.value as Record<string, unknown>) : {}; // an object, as it was made
      const changed = Object.entries({ vendor: 'A', total: 5, paid: true }).filter(
        ([key, own]) => value[key] !== own,
      );
      expect(changed).toHaveLength(1);
    }
    expect(planted('wrong-value', caseOf('x', { expected: json({ vendor: 'A' }) }), [], extraction)).toBe(
      null,
    );
  });

  test('a fact of another case that this one does not state', () => {
    const base = caseOf('The gate opens at 8. The lamp is on.', { expected: facts('The gate opens at 8') });
    const others = [
      caseOf('b', { expected: facts('The lamp is on', 'The cellar is dry'), cluster: 'd' }),
      caseOf('c', { expected: facts('The roof is new') }), // of the same cluster: it may hold here too
    ];
    for (const seed of seeds)
      expect(planted('unsupported-fact', base, others, qa, seed)?.expected).toEqual(
        facts('The cellar is dry', 'The gate opens at 8'),
      );
    expect(planted('unsupported-fact', base, others.slice(1), qa)).toBe(null);
  });

  test('a text about something else keeps its expected value; none where that may be right', () => {
    const base = caseOf('I paid twice', { expected: labelled('billing') });
    const made = planted('off-skill', base);
    expect(made?.expected).toEqual(base.expected);
    expect(made && inputText(made.input)).not.toContain('paid');
    expect(planted('off-skill', caseOf('hi', { expected: labelled('other') }))).toBe(null);
    // Of ham and spam, ham is whatever is no spam.
    expect(
      planted('off-skill', caseOf('hi', { expected: labelled('spam') }), [], classification('ham', 'spam')),
    ).toBe(null);
  });
});

describe('what only looking at the case shows', () => {
  test('a text that tells its own answer, the right one', () => {
    for (const [expected, said] of [
      [labelled('billing'), 'billing'],
      [text('Oslo', 'Oslo, Norway'), 'Oslo'],
      [number(5, 0, 'km'), '5 km'],
      [json({ a: 1 }), '{"a":1}'],
      [facts('one', 'two'), 'one; two'],
    ] as const) {
      const made = planted('leaked-answer', caseOf('What is it?', { expected }));
      expect(made?.expected).toEqual(expected);
      expect(made && inputText(made.input).replace('What is it?', '')).toContain(said);
    }
    expect(planted('leaked-answer', caseOf('?', { expected: everyKind.behaviour }))).toBe(null);
  });

  test('leftovers of a program around the text', () => {
    for (const seed of seeds) {
      const made = planted('broken-format', caseOf('Where is it?'), [], queues, seed);
      expect(made && inputText(made.input)).toMatch(/\{\{|undefined|\[object Object\]|Test case 1/);
      expect(made && inputText(made.input)).toContain('Where is it?');
    }
  });

  test('only the last message of the user is touched', () => {
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'user', content: 'last' },
      { role: 'assistant', content: 'answer' },
    ] as const;
    const made = planted('leaked-answer', caseOf('', { input: { messages } }));
    expect(made?.input.messages[0]).toEqual(messages[0]);
    expect(made?.input.messages[1]?.content).toMatch(/^last\n\n/);
    expect(made?.input.messages[2]).toEqual(messages[2]);
  });
});
