import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../../core/errors.ts';
import { readGgufMetadata } from '../../../../models/gguf/gguf-metadata.ts';
import { weightsDigest } from '../../../../models/gguf/weights-digest.ts';
import { ggufBytes } from '../../../fixtures/models/gguf-bytes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heldout-gguf-'));
let files = 0;
const written = (bytes: Uint8Array) => {
  const file = path.join(folder, `${files++}.gguf`);
  writeFileSync(file, bytes);
  return file;
};
const problem = (file: string) => {
  try {
    readGgufMetadata(file);
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems[0];
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('readGgufMetadata', () => {
  test('reads values past lists that are longer than what is read at once', () => {
    const words = Array.from({ length: 90_000 }, (_, i) => `a word of the vocabulary, number ${i}`);
    const file = written(
      ggufBytes({
        'general.architecture': 'llama',
        'tokenizer.ggml.tokens': words,
        'tokenizer.ggml.scores': Array.from({ length: 400_000 }, () => 1),
        'llama.context_length': 8192,
        'tokenizer.ggml.add_bos_token': false,
        'tokenizer.chat_template': 'Ю {{ messages }} \u{1F600}',
      }),
    );
    expect([...readGgufMetadata(file)]).toEqual([
      ['general.architecture', 'llama'],
      ['llama.context_length', 8192],
      ['tokenizer.ggml.add_bos_token', false],
      ['tokenizer.chat_template', 'Ю {{ messages }} \u{1F600}'],
    ]);
  });

  test('every other number type of the format', () => {
    const entry = (type: number, bytes: readonly number[]) => {
      const head = Buffer.alloc(8 + 1 + 4);
      head.writeBigUInt64LE(1n);
      head.write('x', 8);
      head.writeUInt32LE(type, 9);
      const start = ggufBytes({});
      start.writeBigUInt64LE(1n, 16);
      return readGgufMetadata(written(Buffer.concat([start, head, Buffer.from(bytes)]))).get('x');
    };
    expect(entry(0, [200])).toBe(200);
    expect(entry(1, [0xff])).toBe(-1);
    expect(entry(2, [1, 1])).toBe(257);
    expect(entry(3, [0xff, 0xff])).toBe(-1);
    expect(entry(5, [0xfe, 0xff, 0xff, 0xff])).toBe(-2);
    expect(entry(6, [0, 0, 0xc0, 0x3f])).toBe(1.5);
    expect(entry(10, [1, 0, 0, 0, 1, 0, 0, 0])).toBe(4_294_967_297);
    expect(
      entry(
        11,
        Array.from({ length: 8 }, () => 0xff),
      ),
    ).toBe(-1);
    expect(entry(12, [0, 0, 0, 0, 0, 0, 0xf8, 0x3f])).toBe(1.5);
  });

  test('what is no model is refused with what is wrong', () => {
    expect(problem(path.join(folder, 'none.gguf'))).toMatchObject({
      code: 'MODEL_FILE',
      message: expect.stringContaining('ENOENT'),
    });
    expect(problem(folder)).toMatchObject({ code: 'MODEL_FILE' });
    expect(problem(written(Buffer.from('<!doctype html>')))).toMatchObject({
      code: 'MODEL_FILE',
      message: expect.stringContaining('GGUF'),
    });
    expect(problem(written(Buffer.from('')))).toMatchObject({ code: 'MODEL_FILE' });
    const whole = ggufBytes({ 'general.architecture': 'llama' });
    for (const length of [4, 12, 24, 30, whole.length - 1]) {
      const cut = problem(written(whole.subarray(0, length)));
      expect(cut, String(length)).toMatchObject({
        code: 'MODEL_FILE',
        message: expect.stringContaining('ends within its metadata'),
      });
    }
    const old = Buffer.from(whole);
    old.writeUInt32LE(1, 4);
    expect(problem(written(old)).message).toContain('version 1');
    const huge = Buffer.from(whole);
    huge.writeBigUInt64LE(2n ** 60n, 24);
    expect(problem(written(huge)).message).toContain('cannot be');
  });
});

describe('weightsDigest', () => {
  const bytes = Buffer.alloc(3_000_000, 7);

  test('the same bytes have the same digest wherever they lie', () => {
    expect(weightsDigest(written(bytes))).toBe(weightsDigest(written(bytes)));
    expect(weightsDigest(written(Buffer.alloc(0)))).toMatch(/^[0-9a-f]{64}$/);
  });

  test('sees weights that changed everywhere, another end, and another length', () => {
    const digest = weightsDigest(written(bytes));
    const tuned = Buffer.from(bytes.map((byte, index) => (index % 1000 === 0 ? byte + 1 : byte)));
    const end = Buffer.from(bytes);
    end[bytes.length - 1] = 0;
    for (const other of [tuned, end, bytes.subarray(1)])
      expect(weightsDigest(written(other))).not.toBe(digest);
  });
});
