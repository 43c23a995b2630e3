import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { hasCode, readIfExists, writeFailed, writeWhole } from '../../../core/files.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('writeWhole', () => {
  test('makes the folders, writes UTF-8 and leaves nothing else', () => {
    const folder = path.join(temporaryFolder(), 'a', 'b');
    writeWhole(path.join(folder, 'file.txt'), 'grüße 🙂\n');
    expect(readFileSync(path.join(folder, 'file.txt'))).toEqual(Buffer.from('grüße 🙂\n'));
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  test('puts a new file in the place of the old one: whoever has the old one open reads it whole', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'file.txt');
    writeWhole(file, 'the old content');
    linkSync(file, path.join(folder, 'old.txt'));
    writeWhole(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readFileSync(path.join(folder, 'old.txt'), 'utf8')).toBe('the old content');
  });

  test('writes an empty file, and one of many megabytes', () => {
    const file = path.join(temporaryFolder(), 'file.txt');
    writeWhole(file, '');
    expect(readFileSync(file)).toHaveLength(0);
    const large = 'ß'.repeat(4_000_000);
    writeWhole(file, large);
    expect(readFileSync(file, 'utf8') === large).toBe(true);
  });

  test('WRITE_FAILED with the place where a folder stands in the way; nothing is left behind', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'taken');
    mkdirSync(path.join(file, 'inside'), { recursive: true });
    const error = thrownBy(() => writeWhole(file, 'x'));
    expect(error).toBeInstanceOf(HeldoutError);
    expect(error).toMatchObject({
      problems: [{ code: 'WRITE_FAILED', place: { file, line: null, column: null } }],
    });
    expect(readdirSync(folder)).toEqual(['taken']);
    expect(readdirSync(file)).toEqual(['inside']);
  });

  // The clean-up in writeWhole throws ENOTDIR of its own here.
  test('WRITE_FAILED where a file stands in the place of a folder', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), 'kept');
    const error = thrownBy(() => writeWhole(path.join(folder, 'file', 'below', 'x.txt'), 'x'));
    expect(error).toMatchObject({ problems: [{ code: 'WRITE_FAILED' }] });
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('kept');
  });
});

describe('the rest', () => {
  test('readIfExists: null for no file, the bytes otherwise, and other failures are thrown', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'file');
    expect(readIfExists(file)).toBeNull();
    writeFileSync(file, Buffer.from([0, 255]));
    expect(readIfExists(file)).toEqual(Buffer.from([0, 255]));
    expect(thrownBy(() => readIfExists(folder))).toMatchObject({ code: 'EISDIR' });
  });

  test('a full disk comes with advice', () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect(writeFailed('x.txt', full)).toMatchObject({
      problems: [
        {
          code: 'WRITE_FAILED',
          message: expect.stringContaining('no space left'),
          hint: expect.stringContaining('room'),
        },
      ],
    });
    expect(writeFailed('x.txt', new Error('other'))).toMatchObject({ problems: [{ hint: null }] });
    expect(hasCode(full, 'ENOSPC')).toBe(true);
    expect(hasCode(full, 'ENOENT')).toBe(false);
    expect(hasCode({ code: 'ENOSPC' }, 'ENOSPC')).toBe(false);
  });
});
