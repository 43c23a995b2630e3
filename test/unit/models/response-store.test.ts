import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryResponseStore } from '../../../models/memory-response-store.ts';
import { openResponseStore } from '../../../models/response-store.ts';
import { response } from './fake-client.ts';

const model = 'scripted:fake';
let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heldout-store-'));
  file = path.join(folder, 'cache', 'responses.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['in a file', (now: () => number) => openResponseStore(file, now)],
  ['in memory', async (now: () => number) => memoryResponseStore(now)],
])('a store %s', (_, open) => {
  test('gives back what it was given, and the first response stays', async () => {
    const store = await open(() => 0);
    const full = response('grüße\n"', {
      toolCalls: [{ name: 'f', arguments: { a: [1, null] } }],
      finish: 'tool-calls',
      usage: null,
      logprobs: [{ token: 'a', logprob: -0.5, runnerUp: null }],
    });
    expect(store.get('k')).toBeNull();
    store.set('k', model, full);
    store.set('k', model, response('later'));
    expect(store.get('k')).toEqual(full);
    store.close();
  });

  test('counts, and prunes by age and by size, oldest first', async () => {
    let day = 0;
    const store = await open(() => day * 86_400_000);
    expect(store.stats()).toEqual({ entries: 0, bytes: 0, oldest: null });
    for (day = 0; day < 10; day++) store.set(`k${day}`, model, response(String(day)));
    const size = Buffer.byteLength(JSON.stringify(response('0')));
    expect(store.stats()).toEqual({ entries: 10, bytes: 10 * size, oldest: '1970-01-01T00:00:00.000Z' });
    expect(store.prune({})).toBe(0);
    day = 9;
    expect(store.prune({ olderThanDays: 6 })).toBe(3);
    expect([store.get('k2'), store.get('k3')?.text]).toEqual([null, '3']);
    expect(store.prune({ maxBytes: 4 * size + 1 })).toBe(3);
    expect([store.get('k5'), store.get('k6')?.text]).toEqual([null, '6']);
    expect(store.stats().oldest).toBe('1970-01-07T00:00:00.000Z');
    expect(store.prune({ maxBytes: 0 })).toBe(4);
    store.close();
  });
});

describe('a store in a file', () => {
  test('keeps what it has for the next program', async () => {
    const store = await openResponseStore(file);
    store.set('k', model, response('kept'));
    store.close();
    const again = await openResponseStore(file);
    expect(again.get('k')?.text).toBe('kept');
    again.close();
  });

  test('several processes write at once: nothing is lost, and shared keys have one answer', async () => {
    const script = path.join(import.meta.dirname, 'fill-response-store.ts');
    const names = ['a', 'b', 'c'];
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, file, name], { cwd: process.cwd() });
    await Promise.all(names.map(run));
    const store = await openResponseStore(file);
    expect(store.stats().entries).toBe(400);
    expect(names).toContain(store.get('all-0')?.text);
    expect(store.get('b-99')?.text).toBe('b');
    store.close();
  });

  test.each([
    ['text', 'this is not a database, and it is longer than the header of one. '.repeat(40)],
    ['the start of a database', `SQLite format 3\0${'x'.repeat(5000)}`],
  ])('a file that holds %s is named, with what to do, and left as it is', async (_, content) => {
    const broken = path.join(folder, 'broken.sqlite');
    writeFileSync(broken, content);
    await expect(openResponseStore(broken)).rejects.toMatchObject({
      problems: [
        { code: 'RECORD_CORRUPT', place: { file: broken }, hint: expect.stringContaining('delete it') },
      ],
    });
    expect(existsSync(broken)).toBe(true);
  });

  test('a database of another kind is not written into', async () => {
    const other = path.join(folder, 'other.sqlite');
    const database = new Database(other);
    database.exec('CREATE TABLE mine (a)');
    database.close();
    await expect(openResponseStore(other)).rejects.toMatchObject({
      problems: [{ code: 'RECORD_CORRUPT', message: expect.stringContaining('another kind') }],
    });
  });

  test('a response that cannot be read is an error, not a miss', async () => {
    const store = await openResponseStore(file);
    store.set('k', model, response('x'));
    const database = new Database(file);
    database.exec(`UPDATE responses SET response = '{"text":1}'`);
    database.close();
    expect(() => store.get('k')).toThrow(/RECORD_CORRUPT.*cannot be read/);
    store.close();
  });

  test('a folder in its place cannot be opened', async () => {
    await expect(openResponseStore(folder)).rejects.toMatchObject({ problems: [{ code: 'WRITE_FAILED' }] });
  });
});
