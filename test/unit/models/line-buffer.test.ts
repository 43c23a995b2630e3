import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineBuffer } from '../../../models/line-buffer.ts';

test('lines are the same however the bytes are cut', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '\n', '\r', '{"x":1}'), { maxLength: 30 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(''));
      const buffer = new LineBuffer(1000);
      const lines: string[] = [];
      const bounds = [
        0,
        ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
        bytes.length,
      ];
      for (const [index, end] of bounds.entries()) {
        const chunk = bytes.subarray(bounds[index - 1] ?? 0, end);
        lines.push(...buffer.push(chunk).lines.map((line) => Buffer.from(line).toString()));
      }
      lines.push(Buffer.from(buffer.rest()).toString());
      expect(lines).toEqual(bytes.toString().split('\n'));
    }),
  );
});

test('a line over the limit is told as soon as it is, after the lines before it', () => {
  const buffer = new LineBuffer(3);
  expect(buffer.push(Buffer.from('abc\nab'))).toMatchObject({
    lines: [Buffer.from('abc')],
    overLimit: false,
  });
  expect(buffer.push(Buffer.from('c'))).toMatchObject({ lines: [], overLimit: false });
  expect(buffer.push(Buffer.from('d'))).toMatchObject({ lines: [], overLimit: true });
  expect(new LineBuffer(3).push(Buffer.from('a\nabcd\n'))).toMatchObject({
    lines: [Buffer.from('a')],
    overLimit: true,
  });
});
