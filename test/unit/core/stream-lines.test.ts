import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../core/lines.ts';
import { type StreamedLine, streamLines } from '../../../core/stream-lines.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesIn(bytes: Uint8Array, size: number, maxBytes?: number): Promise<readonly StreamedLine[]> {
  const lines: StreamedLine[] = [];
  for await (const batch of streamLines(chunked(bytes, size), maxBytes)) lines.push(...batch);
  return lines;
}

describe('streamLines', () => {
  test('gives what the whole file gives, however it is cut into chunks', async () => {
    const byte = fc.oneof(
      fc.constantFrom(0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0x00),
      fc.integer({ min: 0, max: 255 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(byte),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        async (content, size, mark) => {
          const bytes = Uint8Array.from(mark ? [0xef, 0xbb, 0xbf, ...content] : content);
          const whole = [...linesOf(bytes)].map((line) => ({ ...line, tooLong: false }));
          expect(await linesIn(bytes, size)).toEqual(whole);
        },
      ),
    );
  });

  test('a line that is too long comes without its text, and the next ones are read', async () => {
    const bytes = Buffer.from(`short\n${'x'.repeat(50)}\nafter\n${'y'.repeat(11)}`);
    const lines = await linesIn(bytes, 4, 10);
    expect(lines.map(({ number, text, tooLong }) => [number, text, tooLong])).toEqual([
      [1, 'short', false],
      [2, null, true],
      [3, 'after', false],
      [4, null, true],
    ]);
  });
});
