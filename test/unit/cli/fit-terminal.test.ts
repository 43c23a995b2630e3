import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitTerminal } from '../../../cli/text/fit-terminal.ts';
import { table } from '../../../cli/text/table.ts';
import { columnsOf } from '../../../core/columns-of.ts';

const widest = (text: string) =>
  Math.max(...text.split('\n').map((line) => columnsOf(stripVTControlCharacters(line))));
const words = fc.array(fc.constantFrom('a', 'models', 'are', 'fine', 'überprüft', '模型', 'x'.repeat(30)), {
  minLength: 20,
  maxLength: 60,
});

describe('text for a terminal', () => {
  test('is never wider than 80 columns, whatever it begins with, and loses no word', () => {
    const starts = fc.constantFrom(
      '',
      '  ',
      'note  ',
      '\u001b[33mwarning\u001b[39m  ',
      '      row: ',
      '            ',
    );
    fc.assert(
      fc.property(starts, words, (start, said) => {
        const text = `${start}${said.join(' ')}`;
        expect(widest(fitTerminal(text))).toBeLessThanOrEqual(80);
        expect(fitTerminal(text).replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
      }),
    );
  });

  test('that fits stays as it is, also columns with gaps', () => {
    const text = '  cell    target  accepted\n\n  a/b         10         3   ';
    expect(fitTerminal(text)).toBe(text);
  });

  test('goes on below what a label says, else a little further in', () => {
    const long = 'word '.repeat(20).trim();
    expect(fitTerminal(`note  ${long}`).split('\n')[1]).toMatch(/^ {6}word/);
    expect(fitTerminal(`  ${long}`).split('\n')[1]).toMatch(/^ {4}word/);
    expect(fitTerminal(long).split('\n')[1]).toMatch(/^ {2}word/);
  });

  test('a text without spaces is cut; a path, code and a line to copy are not', () => {
    expect(widest(fitTerminal(`  ${'模'.repeat(90)}`))).toBeLessThanOrEqual(80);
    const file = `suites/${'deep/'.repeat(20)}suite.yaml`;
    const command = `\`heldout test ${file} --append\``;
    expect(fitTerminal(`wrote ${file}: 3 rows`).split('\n')).toEqual(['wrote', `  ${file}:`, '  3 rows']);
    expect(fitTerminal(`hint: ${command}, and on`).split('\n')).toEqual([
      'hint:',
      `  ${command},`,
      '  and on',
    ]);
    const lines = `  heldout check 'a b ${file}'\n  heldout: [{ path: ${file}, licence: internal }]`;
    expect(fitTerminal(lines)).toBe(lines);
  });
});

describe('a table', () => {
  const head = ['cell', 'target', 'reasons'];
  test('has columns where they fit', () => {
    expect(table(head, [['a/b', 3, 'near-duplicate 4']]).split('\n')).toEqual([
      '  cell  target  reasons',
      '  a/b        3  near-duplicate 4',
    ]);
  });

  test('is told row by row where it is wider than a terminal', () => {
    const name = `${'long-skill-'.repeat(5)}/${'edge-'.repeat(6)}`;
    expect(
      table(head, [
        [name, 3, ''],
        ['a/b', 4, 'validity 2'],
      ]).split('\n'),
    ).toEqual([`  ${name}`, '    target 3', '  a/b', '    target 4, reasons validity 2']);
  });
});
