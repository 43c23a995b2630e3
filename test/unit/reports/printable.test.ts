import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../core/columns-of.ts';
import { printable } from '../../../core/printable.ts';
import { wrap } from '../../../core/wrap.ts';
import { excerpt, excerptEnds } from '../../../reports/excerpt.ts';
import { actsOnTerminal, anyText } from './hostile-text.ts';

describe('printable', () => {
  test.each([
    ['\u001b[31mred', '\\u{001b}[31mred'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['x\ud800y', 'x\\u{d800}y'],
    ['\u0000\u007f\u009b', '\\u{0000}\\u{007f}\\u{009b}'],
    ['\ufeff\u200b\u2028\uffff', '\\u{feff}\\u{200b}\\u{2028}\\u{ffff}'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('%j is written out', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test.each(['plain text', 'naïve café', '漢字', '👍🏽', '👨‍👩‍👧', 'می‌خواهم', 'क्‍ष', '❤️'])(
    '%s stays',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  test('a joiner that joins nothing is written out', () => {
    expect(printable('a b \u200d')).toBe('a b \\u{200d}');
    expect(printable('a\u200d\u200d')).toBe('a\u200d\\u{200d}');
  });

  test('nothing that acts on a terminal is left, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(actsOnTerminal);
        expect(shown).not.toContain('\n');
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});

describe('columnsOf', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['漢字', 4],
    ['한국', 4],
    ['👍', 2],
    ['ｆ', 2],
    ['é', 1],
  ])('%s takes %i columns', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('excerpt', () => {
  test('what fits is kept whole', () => {
    expect(excerpt('twelve chars', 12)).toBe('twelve chars');
  });

  test('what does not fit ends in an ellipsis', () => {
    expect(excerpt('twelve chars', 11)).toBe('twelve cha…');
    expect(excerpt('漢字漢字', 6)).toBe('漢字…');
  });

  test('a surrogate pair is not split', () => {
    expect(excerpt('ab👍cd', 4)).toBe('ab…');
    expect(excerpt('ab👍cd', 5)).toBe('ab👍…');
  });

  test('the middle goes where both ends matter', () => {
    expect(excerptEnds('synthetic/two-issues/misleading-topic', 21)).toBe('synthetic/…ding-topic');
    expect(excerptEnds('short', 21)).toBe('short');
  });

  test('never wider than asked, always well-formed', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 120 }), (text, columns) => {
        for (const cut of [excerpt(text, columns), excerptEnds(text, columns)]) {
          expect(columnsOf(cut)).toBeLessThanOrEqual(columns);
          expect(cut).not.toMatch(actsOnTerminal);
        }
      }),
    );
  });
});

describe('wrap', () => {
  test('breaks at spaces, and inside words that are wider than a line', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('a abcdefghij b', 4)).toEqual(['a', 'abcd', 'efgh', 'ij b']);
    expect(wrap('', 10)).toEqual(['']);
  });

  test('no line is wider than asked and no character is lost', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 100 }), (text, columns) => {
        const lines = wrap(printable(text), columns);
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(printable(text).replaceAll(' ', ''));
      }),
    );
  });
});
