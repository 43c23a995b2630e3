import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains } from '../../../judges/scoring/contains.ts';
import { exact } from '../../../judges/scoring/exact.ts';
import { oneOf } from '../../../judges/scoring/one-of.ts';
import { regex } from '../../../judges/scoring/regex.ts';
import { labelled, number, readingOf, scoreOf, text } from './judge-fixtures.ts';

describe('exact', () => {
  test.each([
    ['Oslo', 1],
    [' Oslo\n', 1],
    ['oslo', 0],
    ['Oslo.', 0],
    ['"Oslo"', 0],
    ['Os lo', 0],
    ['', 0],
  ])('%j is %d', async (output, value) => {
    expect(await scoreOf(exact, text('Oslo'), output)).toBe(value);
  });

  test('any of the accepted texts, and labels too', async () => {
    expect(await scoreOf(exact, text('Oslo', 'Kristiania'), 'Kristiania')).toBe(1);
    expect(await scoreOf(exact, text('a  b'), 'a b')).toBe(0);
    expect(await scoreOf(exact, labelled('spam'), 'spam')).toBe(1);
    expect(await scoreOf(exact, text(' '), '')).toBe(1);
  });

  test('the reason shows both, on one line', async () => {
    const { reason } = await readingOf(exact, text('Oslo'), `Ber\n${'gen '.repeat(100)}`);
    expect(reason).toMatch(/^"Ber gen .*…" is not "Oslo"$/);
    expect(reason.length).toBeLessThan(110);
  });
});

describe('one-of', () => {
  test.each([
    ['oslo', 1],
    ['**Oslo**.', 1],
    ['“Oslo”', 1],
    ['Oslo  (city)', 0],
    ['New   York', 1],
    ['new\nyork', 1],
    ['York', 0],
    ['', 0],
  ])('%j is %d', async (output, value) => {
    expect(await scoreOf(oneOf, text('Oslo', 'New York'), output)).toBe(value);
  });

  test.each([
    ['-5', '5'],
    ['5', '-5'],
    ['−5', '5'],
    ['$5', '5'],
    ['5 %', '5'],
    ['c++', 'c'],
    ['c#', 'c'],
    ['?', '!'],
    ['?', ''],
    ['<5', '5'],
  ])('%j is expected, and %j is something else', async (accepted, output) => {
    expect(await scoreOf(oneOf, text(accepted), output)).toBe(0);
    expect(await scoreOf(oneOf, text(accepted), ` "${accepted}" `)).toBe(accepted === '?' ? 0 : 1);
  });

  test('says which accepted text it was', async () => {
    expect(await readingOf(oneOf, text('Oslo', 'New York'), 'NEW YORK!')).toMatchObject({
      value: 1,
      answer: 'New York',
    });
  });
});

describe('contains', () => {
  test('one of the accepted texts, or every one', async () => {
    const both = text('Oslo', 'Bergen');
    expect(await scoreOf(contains, both, 'From Oslo by train.')).toBe(1);
    expect(await scoreOf(contains, both, 'From Rome by train.')).toBe(0);
    expect(await scoreOf(contains, both, 'From Oslo by train.', { with: { all: true } })).toBe(0);
    expect(await scoreOf(contains, both, 'From Oslo to Bergen.', { with: { all: true } })).toBe(1);
  });

  test('case counts, unless it is to be ignored', async () => {
    expect(await scoreOf(contains, text('Oslo'), 'OSLO')).toBe(0);
    expect(await scoreOf(contains, text('Oslo'), 'OSLO', { with: { ignoreCase: true } })).toBe(1);
    expect(await scoreOf(contains, text('Oslo'), '')).toBe(0);
  });

  test('the reason names what is missing', async () => {
    const options = { with: { all: true } };
    const { reason } = await readingOf(contains, text('Oslo', 'Bergen'), 'From Oslo', options);
    expect(reason).toBe('"From Oslo" does not contain "Bergen"');
  });

  test('what is put around an accepted text does not hide it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.string({ minLength: 1 }),
        fc.string(),
        async (before, found, after) => {
          expect(await scoreOf(contains, text(found), before + found + after)).toBe(1);
        },
      ),
    );
  });
});

describe('regex', () => {
  const code = { with: { pattern: '[A-Z]{2}-\\d{4}' } };

  test('the output matches, wherever', async () => {
    expect(await readingOf(regex, text('anything'), 'It is AB-1234.', code)).toMatchObject({
      value: 1,
      answer: 'AB-1234',
    });
    expect(await scoreOf(regex, text('anything'), 'ab-1234', code)).toBe(0);
    expect(await scoreOf(regex, text('anything'), '', code)).toBe(0);
    expect(await scoreOf(regex, text('anything'), 'ab-1234', { with: { ...code.with, flags: 'i' } })).toBe(1);
  });

  test('a second search starts at the beginning again, also with the flags g and y', async () => {
    const scorer = regex.create({ pattern: 'a', flags: 'gy' }, { task: { kind: 'qa', instructions: '' } });
    for (let round = 0; round < 3; round++) {
      const subject = { input: { messages: [{ role: 'user', content: '?' }] as const }, expected: text('a') };
      const reading = await scorer.score(subject, { text: 'xa' }, new AbortController().signal);
      expect(reading).toMatchObject({ status: 'scored', value: 1 });
    }
  });

  test.each([{ pattern: '(' }, { pattern: 'a', flags: 'q' }, { pattern: '' }, {}, { pattern: 'a', x: 1 }])(
    '%j is refused',
    (options) => {
      expect(regex.options.safeParse(options).success).toBe(false);
      expect(() => regex.create(options, { task: { kind: 'qa', instructions: '' } })).toThrow();
    },
  );

  test('a pattern that backtracks without end leaves the output unscored, and the next one is read', async () => {
    const scorer = regex.create({ pattern: '^(a+)+$' }, { task: { kind: 'qa', instructions: '' } });
    const subject = { input: { messages: [{ role: 'user', content: '?' }] as const }, expected: text('a') };
    const never = new AbortController().signal;
    const stuck = await scorer.score(subject, { text: `${'a'.repeat(60)}b` }, never);
    expect(stuck).toEqual({ status: 'unscored', reason: '/^(a+)+$/ takes too long on this output' });
    expect(await scorer.score(subject, { text: 'aaa' }, never)).toMatchObject({ status: 'scored', value: 1 });
  });
});

test.each([exact, oneOf, contains])('$name cannot read a number', async (part) => {
  const scorer = part.create({}, { task: { kind: 'qa', instructions: '' } });
  expect(scorer.unreadable(number(5))).toContain('`number`');
  expect(scorer.unreadable(text('5'))).toBe(null);
  expect(await scoreOf(part, number(5), '5')).toBe('unscored');
});
