import { describe, expect, test } from 'vitest';
import { hypothesise } from '../../../gaps/hypothesise.ts';
import type { Miss } from '../../../gaps/observed-case.ts';
import { observed, observedMany } from './observed-fixtures.ts';

const answer = (answered: string): Miss => ({ kind: 'answer', answer: answered, reason: '' });
const why = (n: number, more: Parameters<typeof observedMany>[1]) =>
  hypothesise(
    'real/x',
    observedMany(n, (index) => ({ score: 0, ...more(index) })),
    (answered) => !answered.includes('secret'),
  )?.why;

describe('what rules say of failures', () => {
  test('one wrong answer for one right one', () => {
    expect(why(5, (i) => ({ label: 'ham', miss: answer(i < 4 ? 'spam' : 'eggs') }))).toBe(
      'it answers `spam` where `ham` is right in 4 of 5 failures',
    );
  });

  test('one answer, whatever is right', () => {
    expect(why(4, (i) => ({ label: `l${i}`, miss: answer('other') }))).toBe(
      'it answers `other`, whatever is right, in 4 of 4 failures',
    );
  });

  test('an answer that may not be quoted is told without its words', () => {
    expect(why(5, () => ({ label: 'ham', miss: answer('the secret text') }))).toBe(
      'it gives one and the same answer where `ham` is right in 5 of 5 failures',
    );
    expect(why(4, (i) => ({ label: i === 0 ? null : `l${i}`, miss: answer('the secret text') }))).toBe(
      'it gives one and the same answer, whatever is right, in 4 of 4 failures',
    );
  });

  test('no output at all', () => {
    expect(why(3, () => ({ miss: { kind: 'error', fault: 'timeout', reason: 'late' } }))).toBe(
      '3 of 3 failures are no output at all (timeout)',
    );
  });

  test('families that fail as a whole, else no single reason', () => {
    expect(why(6, (i) => ({ cluster: i < 4 ? 'one' : `c${i}` }))).toContain(
      '4 of 6 failures lie in 1 of 3 clusters',
    );
    expect(why(3, () => ({}))).toBe('3 of 3 fail, and no single reason stands out');
  });
});

test('evidence is ids, of different clusters, never a text', () => {
  const cases = observedMany(9, (index) => ({ score: 0, cluster: `c${index % 3}`, text: 'a secret text' }));
  const found = hypothesise('real/x', cases, () => true);
  expect(found?.evidence).toEqual(['c0', 'c1', 'c2']);
  expect(JSON.stringify(found)).not.toContain('secret');
  expect(hypothesise('real/x', [observed('right')], () => true)).toBeNull();
});
