import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { fault, messageOf } from '../core/errors.ts';
import type { ModelName, ModelResponse } from '../core/model.ts';
import { responseSchema } from './exchange-schema.ts';

export interface StoreStats {
  readonly entries: number;
  /** Of the stored responses; the file is somewhat larger. */
  readonly bytes: number;
  /** ISO 8601; null where the store is empty. */
  readonly oldest: string | null;
}

/** Which responses may go. Both left out: none. */
export interface Pruning {
  readonly olderThanDays?: number;
  /** The oldest go until what is left is no larger. */
  readonly maxBytes?: number;
}

/** Responses by the digest of their request. */
export interface ResponseStore {
  get(key: string): ModelResponse | null;
  /** The first response for a key stays: whoever reads it later reads the same. */
  set(key: string, model: ModelName, response: ModelResponse): void;
  stats(): StoreStats;
  /** Gives how many were removed. */
  prune(pruning: Pruning): number;
  close(): void;
}

const tableVersion = 1;
/** How long a write waits for another process that is writing. */
const busyTimeoutMs = 10_000;
const dayMs = 86_400_000;

/**
 * Opens, or makes, a store of responses in a SQLite file; its folder is made as well. Several processes may have it
 * open at once. Throws RECORD_CORRUPT, with the advice to delete it, for a file that is no such store (nothing is lost
 * but money), WRITE_FAILED where it cannot be made. Reading throws RECORD_CORRUPT for a row that is no response.
 */
export async function openResponseStore(file: string, now: () => number = Date.now): Promise<ResponseStore> {
  const { default: Database } = await import('better-sqlite3');
  let database: BetterSqlite3.Database;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    database = new Database(file, { timeout: busyTimeoutMs });
  } catch (error) {
    throw fault('WRITE_FAILED', `cannot open the cache ${file}: ${messageOf(error)}`, { cause: error });
  }
  try {
    return guarded(prepared(database, file, now), file);
  } catch (error) {
    database.close();
    throw asFault(error, file);
  }
}

function prepared(database: BetterSqlite3.Database, file: string, now: () => number): ResponseStore {
  database.pragma('journal_mode = WAL');
  // After a crash of the machine the last responses may be gone; the file is sound all the same.
  database.pragma('synchronous = NORMAL');
  makeTable(database, file);
  const select = database.prepare<[string], { response: string }>(
    'SELECT response FROM responses WHERE key = ?',
  );
  const insert = database.prepare<[string, string, number, string]>(
    'INSERT OR IGNORE INTO responses (key, model, created_at, response) VALUES (?, ?, ?, ?)',
  );
  return {
    get(key) {
      const row = select.get(key);
      return row === undefined ? null : parsed(row.response, file);
    },
    set(key, model, response) {
      insert.run(key, model, now(), JSON.stringify(response));
    },
    stats() {
      const row = database
        .prepare<[], { entries: number; bytes: number; oldest: number | null }>(
          `SELECT count(*) AS entries, coalesce(sum(octet_length(response)), 0) AS bytes,
                  min(created_at) AS oldest FROM responses`,
        )
        .get();
      const { entries = 0, bytes = 0, oldest = null } = row ?? {};
      return { entries, bytes, oldest: oldest === null ? null : new Date(oldest).toISOString() };
    },
    prune: (pruning) => prune(database, pruning, now()),
    close: () => {
      database.close();
    },
  };
}

/** In one transaction, so that of two processes that make the file one makes the table. */
function makeTable(database: BetterSqlite3.Database, file: string): void {
  database
    .transaction(() => {
      const version = database.pragma('user_version', { simple: true });
      if (version === tableVersion) return;
      const tables = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
      if (version !== 0 || tables !== undefined) throw notACache(file, 'it is a database of another kind');
      database.exec(
        `CREATE TABLE responses (key TEXT PRIMARY KEY, model TEXT NOT NULL, created_at INTEGER NOT NULL,
                                 response TEXT NOT NULL);
         CREATE INDEX responses_by_age ON responses (created_at);
         PRAGMA user_version = ${tableVersion}`,
      );
    })
    .immediate();
}

function prune(database: BetterSqlite3.Database, pruning: Pruning, now: number): number {
  const { olderThanDays, maxBytes } = pruning;
  let removed = 0;
  database
    .transaction(() => {
      if (olderThanDays !== undefined) {
        const before = now - olderThanDays * dayMs;
        removed += database.prepare('DELETE FROM responses WHERE created_at < ?').run(before).changes;
      }
      if (maxBytes !== undefined) {
        removed += database
          .prepare(
            `DELETE FROM responses WHERE rowid IN (
               SELECT rowid FROM (
                 SELECT rowid, sum(octet_length(response)) OVER (ORDER BY created_at DESC, rowid DESC) AS upto
                 FROM responses)
               WHERE upto > ?)`,
          )
          .run(maxBytes).changes;
      }
    })
    .immediate();
  if (removed > 0) database.exec('VACUUM');
  return removed;
}

function parsed(text: string, file: string): ModelResponse {
  try {
    return responseSchema.parse(JSON.parse(text));
  } catch (error) {
    throw notACache(file, 'it holds a response that cannot be read', error);
  }
}

/** Every failure of the database as an error that names the file. */
function guarded(store: ResponseStore, file: string): ResponseStore {
  const guard = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw asFault(error, file);
    }
  };
  return {
    get: (key) => guard(() => store.get(key)),
    set: (key, model, response) => guard(() => store.set(key, model, response)),
    stats: () => guard(() => store.stats()),
    prune: (pruning) => guard(() => store.prune(pruning)),
    close: () => guard(() => store.close()),
  };
}

function asFault(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return notACache(file, messageOf(error), error);
  if (!code.startsWith('SQLITE_')) return error;
  return fault('WRITE_FAILED', `the cache ${file} failed: ${messageOf(error)}`, {
    place: { file, line: null, column: null },
    hint: 'make room on the disk, or go without it: --no-cache',
    cause: error,
  });
}

function notACache(file: string, why: string, cause?: unknown): Error {
  return fault('RECORD_CORRUPT', `${file} is not a cache that can be read: ${why}`, {
    place: { file, line: null, column: null },
    hint: 'delete it: it holds only what can be asked again',
    cause,
  });
}
