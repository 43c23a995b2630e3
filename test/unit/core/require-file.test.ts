import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { requireFile } from '../../../core/require-file.ts';

function problemOf(name: string): unknown {
  try {
    requireFile(name, path.basename(name));
    return null;
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems[0];
    throw error;
  }
}

test('a file passes; what is not there, a folder and what is below a file are told without names of system errors', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'a.txt');
  writeFileSync(file, 'a');
  expect(problemOf(file)).toBeNull();
  expect(problemOf(path.join(folder, 'none.txt'))).toMatchObject({
    code: 'DATA_NOT_FOUND',
    message: 'there is no file none.txt',
    hint: `looked for ${folder}/none.txt`,
  });
  expect(problemOf(folder)).toMatchObject({
    code: 'DATA_NOT_FOUND',
    message: `${path.basename(folder)} is a folder: name a file in it`,
  });
  expect(problemOf('/dev/null')).toMatchObject({ message: 'null is no plain file' });
});
