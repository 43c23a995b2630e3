import { describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { RealRecords } from '../../../curation/real-records.ts';

const said = (content: string): CaseInput => ({ messages: [{ role: 'user', content }] });
const record = (content: string, cluster = content) => ({ input: said(content), cluster, texts: [content] });

const long = 'one two three four five six seven eight nine ten';
const real = new RealRecords([record(long), record('a short one'), record('a short one', 'again')]);

describe('words', () => {
  test('eight in a row are shared, seven are not; case and punctuation do not matter', () => {
    expect(real.sharesWords('He said: TWO, three four five six seven; eight nine! And so on')).toBe(true);
    expect(real.sharesWords('two three four five six seven eight')).toBe(false);
    expect(real.sharesWords('two three four five or six seven eight nine')).toBe(false);
    expect(real.sharesWords('a short one')).toBe(false);
  });

  test('what more than one in a hundred records say, and more than ten, is a form of words', () => {
    const footer = 'kind regards from your team at the front desk';
    const many = (n: number) =>
      new RealRecords(
        Array.from({ length: 400 }, (_, i) => record(i < n ? `row ${i} ${footer}` : `row ${i}`)),
      );
    expect(many(10).sharesWords(footer)).toBe(true);
    expect(many(11).sharesWords(footer)).toBe(false);
  });

  test('what is expected counts as well', () => {
    expect(new RealRecords([{ ...record('short'), texts: ['short', long] }]).sharesWords(long)).toBe(true);
  });
});

describe('distance', () => {
  /** Jaccard’s index of 5-grams of characters, by its definition. */
  const alike = (a: string, b: string) => {
    const grams = (text: string) =>
      new Set(Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 5)));
    const [one, other] = [grams(a), grams(b)];
    const both = [...one].filter((gram) => other.has(gram)).length;
    return both / (one.size + other.size - both);
  };

  test('it is that to the closest record, by the definition', () => {
    const near = 'one two three four five six seven eight nine eleven';
    expect(real.distance(said(near))).toBeCloseTo(1 - alike(near, long), 10);
    expect(real.distance(said(long))).toBe(0);
    expect(real.distance(said('nothing of the kind'))).toBe(0.9);
    expect(new RealRecords([]).distance(said('x'))).toBe(0.9);
  });

  test('equal records are one, and those of a cluster do not count as near', () => {
    expect(real.ownDistances()).toHaveLength(2);
    const clustered = new RealRecords([
      record('the first of two of a kind', 'c'),
      record('the second of two of a kind', 'c'),
    ]);
    expect(clustered.ownDistances()).toEqual([0.9, 0.9]);
    const apart = new RealRecords([
      record('the first of two of a kind'),
      record('the second of two of a kind'),
    ]);
    const expected = 1 - alike('the first of two of a kind', 'the second of two of a kind');
    for (const distance of apart.ownDistances()) expect(distance).toBeCloseTo(expected, 10);
  });

  test('a record that says just this is known', () => {
    expect(real.holds(said('A short one.'))).toBe(true);
    expect(real.holds(said('a short'))).toBe(false);
  });
});
