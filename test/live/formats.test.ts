import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, inject, onTestFinished, test } from 'vitest';
import { itemOfCase } from '../../datasets/formats/export-item.ts';
import { messages } from '../../datasets/formats/shapes/messages.ts';
import { rows } from '../../datasets/formats/shapes/rows.ts';
import { writeRecord } from '../../datasets/formats/write-record.ts';
import { writeRecords } from '../../datasets/formats/write-records.ts';
import { openTokenCounter } from '../../models/tokens/open-token-counter.ts';
import { qa, suiteOf } from '../unit/datasets/dataset-fixtures.ts';
import { anyCase } from '../unit/datasets/export-fixtures.ts';
import { skippedLoudly } from './skipped-loudly.ts';

/** What is used of DuckDB, whose own types are not there where it is not installed. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(file: string): Promise<{
      connect(): Promise<{
        runAndReadAll(sql: string): Promise<{
          getRowObjectsJson(): readonly Readonly<Record<string, unknown>>[];
          columnNames(): readonly string[];
          columnTypes(): readonly { toString(): string }[];
        }>;
        closeSync(): void;
      }>;
    }>;
  };
}

skippedLoudly('DuckDB', inject('duckdb'), (folder) => {
  test.each([
    [
      'rows',
      rows,
      { input: 'STRUCT("role" VARCHAR, "content" VARCHAR)[]', tags: 'VARCHAR[]', metadata: 'VARCHAR' },
    ],
    ['messages', messages, { messages: 'STRUCT("role" VARCHAR, "content" VARCHAR)[]', metadata: 'VARCHAR' }],
  ])('reads exported Parquet, %s: types and texts as they were', async (_, shape, types) => {
    const suite = suiteOf(qa, { main: ['typos'], other: [] });
    const cases = fc.sample(anyCase(), { numRuns: 300, seed: 1 });
    const context = { suite, canary: 'canary' };
    const records = cases.map(
      (item) => writeRecord(itemOfCase(item, null), { shape, cells: 'typed' }, context).fields,
    );
    const work = mkdtempSync(path.join(tmpdir(), 'heldout-duckdb-'));
    onTestFinished(() => rmSync(work, { recursive: true, force: true }));
    const file = path.join(work, 'export.parquet');
    await writeRecords(file, 'parquet', records);
    // The interface above is what this version of the package gives.
    const duckdb = createRequire(path.join(folder, 'package.json'))('@duckdb/node-api') as DuckDb;
    const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
    const typed = await connection.runAndReadAll(`select * from '${file}' limit 1`);
    // As JSON, since its binding takes a byte-order mark away where a text begins with one.
    const read = await connection.runAndReadAll(`select to_json(t)::varchar as row from '${file}' t`);
    connection.closeSync();
    const found = typed.columnNames().map((name, at) => [name, String(typed.columnTypes()[at])]);
    expect(Object.fromEntries(found)).toMatchObject(types);
    const without = (row: object) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    expect(read.getRowObjectsJson().map(({ row }) => without(JSON.parse(String(row))))).toEqual(
      records.map((record) => JSON.parse(JSON.stringify(record))),
    );
  });
});

/** From the tokenizer of the model in Python (transformers, AutoTokenizer of the same file). */
const counted = [
  ['Hello world', 2],
  ['antidisestablishmentarianism', 5],
  ['2 + 2 = 4', 7],
  ['お誕生日おめでとう', 18],
  ['def f(x):\n    return x', 8],
] as const;

skippedLoudly('the tokenizer of SmolLM2', inject('gguf').smollm2, (file) => {
  test('counts as the model does, and the context is the one that it was trained with', async () => {
    const { counter, contextTokens } = await openTokenCounter(`llama-cpp:${file}`, { env: {}, folder: '/' });
    onTestFinished(() => counter.close());
    expect(counter).toMatchObject({ exact: true, name: 'the tokenizer of smollm2.gguf' });
    expect(contextTokens).toBe(8192);
    for (const [text, tokens] of counted) expect(counter.count(text), text).toBe(tokens);
  });
});
