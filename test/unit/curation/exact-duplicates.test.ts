import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { ExactDuplicates } from '../../../curation/exact-duplicates.ts';

const said = (content: string): CaseInput => ({ messages: [{ role: 'user', content }] });

/** Whether the second input is found to be the same as the first, in another cluster or in the same. */
function isFound(first: CaseInput, second: CaseInput, cluster = 'b'): boolean {
  const set = new ExactDuplicates();
  set.add({ input: first, id: 'first', cluster: 'a' });
  return set.find({ input: second }, cluster) !== null;
}

describe('in another cluster', () => {
  test.each([
    ['Where is it?', 'where is it'],
    ['Where is it?', ' WHERE  is\n it!! '],
    ['where is it', 'ｗｈｅｒｅ is it'],
    ['co-operate', 'cooperate'],
    ['“Hello”', '"hello"'],
    ['Is it 5?', 'is it 5'],
    ['- Is it 5', 'Is it 5'],
    ['', ' '],
  ])('%j and %j say the same', (first, second) => {
    expect(isFound(said(first), said(second))).toBe(true);
    expect(isFound(said(second), said(first))).toBe(true);
  });

  test.each([
    ['What is 1.5 times 2?', 'What is 15 times 2?'],
    ['What is -5 plus 2?', 'What is 5 plus 2?'],
    ['-5', '5'],
    ['rooms 1 2', 'rooms 12'],
    ['it costs $5', 'it costs €5'],
    ['so good 😀', 'so good 😡'],
    ['where is it', 'where was it'],
    ['', 'a'],
  ])('%j and %j do not', (first, second) => {
    expect(isFound(said(first), said(second))).toBe(false);
    expect(isFound(said(second), said(first))).toBe(false);
  });

  test('conversation, documents and tools are part of what is said', () => {
    const question = { role: 'user', content: 'And now?' } as const;
    const following = (content: string): CaseInput => ({
      messages: [{ role: 'assistant', content }, question],
    });
    expect(isFound(following('Restart it.'), following('restart it'))).toBe(true);
    expect(isFound(following('Restart it.'), following('Throw it away.'))).toBe(false);
    const ending = (content: string): CaseInput => ({ messages: [question, { role: 'assistant', content }] });
    expect(isFound(ending('Restart it.'), ending('Throw it away.'))).toBe(false);
    const document = (text: string): CaseInput => ({
      ...said('What is due?'),
      documents: [{ id: 'd', text }],
    });
    expect(isFound(document('Five.'), document('Six.'))).toBe(false);
    const tool = (name: string): CaseInput => ({
      ...said('Weather?'),
      tools: [{ name, description: '', parameters: {} }],
    });
    expect(isFound(tool('weather'), tool('weather'))).toBe(true);
    expect(isFound(tool('weather'), tool('calendar'))).toBe(false);
  });
});

describe('in the same cluster', () => {
  test('only equal inputs say the same: a perturbation may differ in case or punctuation alone', () => {
    expect(isFound(said('Where is it?'), said('where is it'), 'a')).toBe(false);
    expect(isFound(said('Where is it?'), said('Where is it?'), 'a')).toBe(true);
  });

  test('a third cluster is still found', () => {
    const set = new ExactDuplicates();
    set.add({ input: said('Where is it?'), id: 'mine', cluster: 'a' });
    set.add({ input: said('where is it'), id: 'other', cluster: 'b' });
    expect(set.find({ input: said('WHERE IS IT') }, 'a')).toBe('other');
    expect(set.find({ input: said('WHERE IS IT') }, 'c')).toBe('mine');
  });
});

test('the first that was added wins', () => {
  const set = new ExactDuplicates();
  expect(set.find({ input: said('a') }, 'x')).toBe(null);
  set.add({ input: said('a'), id: 'first', cluster: 'x' });
  set.add({ input: said('a'), id: 'second', cluster: 'x' });
  expect(set.find({ input: said('a') }, 'x')).toBe('first');
  expect(set.find({ input: said('A!') }, 'y')).toBe('first');
});

test('what was added is found, in every cluster', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('a', 'b'), (content, cluster) => {
      expect(isFound(said(content), said(content), cluster)).toBe(true);
      expect(isFound(said(content), said(` ${content.normalize('NFD')}\n`), 'b')).toBe(true);
    }),
  );
});
