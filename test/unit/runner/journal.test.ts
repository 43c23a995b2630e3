import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Trial } from '../../../core/run.ts';
import { openJournal, readJournal } from '../../../runner/journal.ts';
import { completed, errored, faultOf, temporaryFolder } from './run-fixtures.ts';

const line = (trial: Trial) => `${JSON.stringify(trial)}\n`;

function fileWith(content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(file, content);
  return file;
}

describe('what a killed process left', () => {
  const whole = line(completed('a')) + line(errored('b', 'infra'));

  test('a last line without its end is left out, wherever it was cut', () => {
    const torn = Buffer.from(line({ ...completed('c'), output: { text: 'naïve 😀' } }));
    for (let bytes = 0; bytes < torn.length; bytes++) {
      const file = fileWith(Buffer.concat([Buffer.from(whole), torn.subarray(0, bytes)]));
      expect(readJournal(file)).toEqual([completed('a'), errored('b', 'infra')]);
    }
  });

  test('opening cuts it off, and the next trial stands on a line of its own', () => {
    const file = fileWith(`${whole}{"status":"compl`);
    const journal = openJournal(file);
    journal.append(completed('d'));
    journal.close();
    expect(readFileSync(file, 'utf8')).toBe(whole + line(completed('d')));
  });

  test('a journal of nothing but a torn line is empty', () => {
    const file = fileWith('{"status"');
    expect(readJournal(file)).toEqual([]);
    openJournal(file).close();
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  test('no journal is an empty one', () => {
    expect(readJournal(path.join(temporaryFolder(), 'none.jsonl'))).toEqual([]);
  });
});

describe('a line that is no trial', () => {
  test.each<[string, string | Uint8Array]>([
    ['not JSON', '{"status":"compl\n'],
    ['an empty line', '\n'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a])],
    ['an unknown status', '{"status":"done"}\n'],
    ['an unknown key', line(Object.assign(completed('x'), { extra: 1 }))],
    ['a score above 1', line(completed('x', 0, 2))],
    ['a score that JSON wrote as null', line(completed('x', 0, Number.NaN))],
    ['a negative attempt', line(completed('x', -1))],
  ])('%s: RECORD_CORRUPT, with the file and the line', (_name, bad) => {
    const file = fileWith(
      Buffer.concat([Buffer.from(line(completed('a'))), Buffer.from(bad), Buffer.from(line(completed('b')))]),
    );
    const [problem] = faultOf(() => readJournal(file)).problems;
    expect(problem).toMatchObject({ code: 'RECORD_CORRUPT', place: { file, line: 2, column: null } });
    expect(problem.hint).toMatch(/\w/);
  });
});

describe('what cannot be written', () => {
  test('a folder that is a file', () => {
    const file = fileWith('');
    const [problem] = faultOf(() => openJournal(path.join(file, 'journal.jsonl'))).problems;
    expect(problem.code).toBe('WRITE_FAILED');
  });

  test('a journal that is a folder', () => {
    const folder = path.join(temporaryFolder(), 'journal.jsonl');
    mkdirSync(folder);
    expect(() => openJournal(folder)).toThrow();
  });

  test.runIf(process.platform === 'linux')(
    'no room: WRITE_FAILED, what was appended stays, and half a trial does not',
    () => {
      const file = path.join(temporaryFolder(), 'journal.jsonl');
      const child = fileURLToPath(new URL('../../fixtures/runner/fill-journal.mjs', import.meta.url));
      // A limit on the size of files (4 blocks of 512 bytes) fails in the middle of a write, as a full disk does.
      const shell = 'ulimit -f 4 && exec "$0" "$@"';
      const { stdout, stderr } = spawnSync('/bin/sh', ['-c', shell, process.execPath, child, file], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const { appended, code, readBack } = JSON.parse(stdout);
      expect(code).toBe('WRITE_FAILED');
      expect(appended).toBeGreaterThan(2);
      expect(readBack).toBe(appended);
      expect(readFileSync(file).at(-1)).toBe(0x0a);
      // There is room again: the journal goes on.
      const journal = openJournal(file);
      journal.append(completed('after'));
      journal.close();
      expect(readJournal(file)).toHaveLength(appended + 1);
    },
  );
});

test('two journals of one file, one after the other, lose nothing', () => {
  const file = path.join(temporaryFolder(), 'deep', 'down', 'journal.jsonl');
  for (const id of ['a', 'b']) {
    const journal = openJournal(file);
    journal.append(completed(id));
    journal.close();
  }
  expect(readJournal(file)).toEqual([completed('a'), completed('b')]);
});

test('lines that another tool ended with CRLF are read', () => {
  const file = fileWith(`${JSON.stringify(completed('a'))}\r\n`);
  appendFileSync(file, line(completed('b')));
  expect(readJournal(file)).toEqual([completed('a'), completed('b')]);
});
