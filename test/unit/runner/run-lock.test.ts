import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockRun } from '../../../runner/run-lock.ts';
import { faultOf, temporaryFolder } from './run-fixtures.ts';

const lockIn = (folder: string) => path.join(folder, 'lock');

function lockedBy(content: string): string {
  const folder = temporaryFolder();
  writeFileSync(lockIn(folder), content);
  return folder;
}

test('a lock names its process, and letting go removes it', () => {
  const folder = path.join(temporaryFolder(), 'runs', 'r1');
  const unlock = lockRun(folder);
  expect(readFileSync(lockIn(folder), 'utf8')).toBe(String(process.pid));
  unlock();
  expect(existsSync(lockIn(folder))).toBe(false);
  lockRun(folder)();
  expect(existsSync(lockIn(folder))).toBe(false);
});

describe('a live holder is refused', () => {
  test('another process', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => {
      child.kill();
    });
    const folder = lockedBy(String(child.pid));
    const [problem] = faultOf(() => lockRun(folder)).problems;
    expect(problem.code).toBe('RUN_BUSY');
    expect(problem.message).toContain(String(child.pid));
    expect(readFileSync(lockIn(folder), 'utf8')).toBe(String(child.pid));
  });

  test('another run of this process, by whatever path', () => {
    const folder = temporaryFolder();
    const unlock = lockRun(folder);
    expect(faultOf(() => lockRun(folder)).problems[0].code).toBe('RUN_BUSY');
    expect(faultOf(() => lockRun(path.relative(process.cwd(), folder))).problems[0].code).toBe('RUN_BUSY');
    unlock();
    lockRun(folder)();
  });
});

test('a killed process that nobody has reaped holds nothing', () => {
  // The shell becomes a sleep, which never asks what became of its child.
  const script = "sh -c 'exit 0' & echo $!; exec sleep 5";
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    parent.kill();
  });
  return new Promise<void>((resolve) => {
    parent.stdout.once('data', (chunk) => {
      const folder = lockedBy(String(chunk).trim());
      lockRun(folder)();
      expect(existsSync(lockIn(folder))).toBe(false);
      resolve();
    });
  });
});

describe('a stale lock is taken over', () => {
  test.each([
    ['of a process that ended', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['of an earlier process with this one’s number', () => String(process.pid)],
    ['that is empty', () => ''],
    ['that holds no number', () => 'x'],
    ['that names no process', () => '-1'],
  ])('%s', (_name, content) => {
    const folder = lockedBy(content());
    const unlock = lockRun(folder);
    expect(readFileSync(lockIn(folder), 'utf8')).toBe(String(process.pid));
    unlock();
    expect(existsSync(lockIn(folder))).toBe(false);
  });
});

test('a folder that cannot be made is WRITE_FAILED', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'file'), '');
  expect(faultOf(() => lockRun(path.join(folder, 'file'))).problems[0].code).toBe('WRITE_FAILED');
  const inside = path.join(folder, 'locked');
  mkdirSync(path.join(inside, 'lock'), { recursive: true });
  expect(faultOf(() => lockRun(inside)).problems[0].code).toBe('WRITE_FAILED');
});
