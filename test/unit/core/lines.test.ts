import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../core/lines.ts';

function texts(content: string): readonly (string | null)[] {
  return [...linesOf(Buffer.from(content))].map((line) => line.text);
}

describe('linesOf', () => {
  test.each([
    ['', []],
    ['\n', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\n\nb\n', ['a', '', 'b']],
    ['a\rb\n', ['a\rb']],
    ['a\r\r\n', ['a\r']],
    ['\ufeffa\nb', ['a', 'b']],
    ['a\n\ufeffb', ['a', '\ufeffb']],
    ['\ufeff', []],
    ['grüße 🙂\u2028x\n', ['grüße 🙂\u2028x']],
  ])('%j', (content, lines) => {
    expect(texts(content)).toEqual(lines);
  });

  test('numbers lines from 1 and says of the last one whether it ended', () => {
    expect([...linesOf(Buffer.from('a\nb'))]).toEqual([
      { number: 1, text: 'a', ended: true },
      { number: 2, text: 'b', ended: false },
    ]);
  });

  test('bytes that are not UTF-8 cost their own line only', () => {
    const bytes = Buffer.concat([
      Buffer.from('a\n'),
      Buffer.from([0xff, 0xfe, 0x0a]), // never valid
      Buffer.from([0xe2, 0x82, 0x0a]), // a euro sign without its last byte
      Buffer.from([0xc0, 0xaf, 0x0a]), // overlong
      Buffer.from('b'),
    ]);
    expect([...linesOf(bytes)].map((line) => line.text)).toEqual(['a', null, null, null, 'b']);
  });

  test('lines that are joined by line ends come back', () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => !/[\n\r\ufeff]/.test(text));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        expect(texts(lines.map((text) => text + end).join(''))).toEqual(lines);
      }),
    );
  });
});
