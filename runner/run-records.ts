import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CaseId } from '../core/case.ts';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import type { Spend } from '../core/report.ts';
import type { RunHeader, Trial } from '../core/run.ts';
import { readJournal } from './journal.ts';

/** Written when a run ends on its own or by an interrupt; a killed run has none. */
export interface RunEnd {
  readonly schemaVersion: 1;
  readonly endedAt: string;
  readonly interrupted: boolean;
  /** True where it ended before every case was run because enough was known. */
  readonly isEnough?: boolean;
  /** Of all the times it was run and resumed. */
  readonly durationMs: number;
  readonly spend: Spend;
}

/** A run as its folder holds it. */
export interface RunRecord {
  readonly header: RunHeader;
  readonly folder: string;
  /** The last trial of each case and attempt, by `trialKey`. */
  readonly trials: ReadonlyMap<string, Trial>;
  readonly end: RunEnd | null;
}

const identitySchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  options: z.string(),
  prompts: z.record(z.string(), z.string()).exactOptional(),
});
const lineageSchema = z.strictObject({
  vendor: z.string().nullable(),
  family: z.string(),
  base: z.string().nullable(),
  teacher: z.string().nullable(),
});

const modelSchema = z.strictObject({
  ref: z.string(),
  digest: z.string().nullable(),
  weights: z.string().exactOptional(),
  lineage: lineageSchema.nullable(),
});

export const runHeaderSchema: z.ZodType<RunHeader> = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  role: z.enum(['candidate', 'baseline', 'probe']),
  suite: z.strictObject({ id: z.string(), digest: z.string() }),
  task: z.string(),
  dataset: z.strictObject({ id: z.string(), version: z.int().nullable(), digest: z.string() }),
  target: modelSchema,
  scorers: z.record(z.string(), z.array(identitySchema)),
  judges: z.array(modelSchema).exactOptional(),
  regradeOf: z.string().exactOptional(),
  shard: z.strictObject({ index: z.int().min(1), count: z.int().min(1) }).exactOptional(),
  mergedFrom: z.array(z.string()).exactOptional(),
  looks: z.strictObject({ rule: z.enum(['obf', 'eprocess']), seed: z.int() }).exactOptional(),
  repeats: z.int(),
  planned: z.int(),
  startedAt: z.string(),
  versions: z.strictObject({ heldout: z.string(), node: z.string() }),
});

const runEndSchema: z.ZodType<RunEnd> = z.strictObject({
  schemaVersion: z.literal(1),
  endedAt: z.string(),
  interrupted: z.boolean(),
  isEnough: z.boolean().exactOptional(),
  durationMs: z.number(),
  spend: z.strictObject({ usd: z.number().nullable(), requests: z.int(), tokens: z.int() }),
});

/** Identifies a trial in its run. */
export function trialKey(trial: { readonly caseId: CaseId; readonly attempt: number }): string {
  return `${trial.caseId}#${trial.attempt}`;
}

/** Every run below the folder, oldest first. A folder without a header is one that was never begun. */
export function listRuns(runsFolder: string): readonly RunHeader[] {
  if (!existsSync(runsFolder)) return [];
  const headers = readdirSync(runsFolder)
    .filter((id) => existsSync(path.join(runsFolder, id, 'header.json')))
    .map((id) => readJson(path.join(runsFolder, id, 'header.json'), runHeaderSchema));
  return headers.sort((a, b) =>
    a.startedAt === b.startedAt ? (a.id < b.id ? -1 : 1) : a.startedAt < b.startedAt ? -1 : 1,
  );
}

/** Reads one run. Throws RUN_NOT_FOUND or RECORD_CORRUPT. */
export function readRun(runsFolder: string, id: string): RunRecord {
  const folder = path.join(runsFolder, id);
  if (!existsSync(path.join(folder, 'header.json'))) {
    throw fault('RUN_NOT_FOUND', `there is no run ${id} in ${runsFolder}`, {
      hint: 'see the folder for the runs there are',
    });
  }
  const header = readJson(path.join(folder, 'header.json'), runHeaderSchema);
  const trials = new Map(readJournal(journalFile(folder)).map((trial) => [trialKey(trial), trial]));
  return { header, folder, trials, end: readRunEnd(folder) };
}

/** How the run in a folder ended; null: it was killed, or goes on. */
export function readRunEnd(folder: string): RunEnd | null {
  const file = path.join(folder, 'end.json');
  return existsSync(file) ? readJson(file, runEndSchema) : null;
}

export function writeRunHeader(folder: string, header: RunHeader): void {
  writeWhole(path.join(folder, 'header.json'), `${JSON.stringify(header, null, 2)}\n`);
}

export function writeRunEnd(folder: string, end: RunEnd): void {
  writeWhole(path.join(folder, 'end.json'), `${JSON.stringify(end, null, 2)}\n`);
}

export function journalFile(folder: string): string {
  return path.join(folder, 'journal.jsonl');
}

function readJson<Value>(file: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(readIfExists(file)?.toString('utf8') ?? ''));
  } catch (error) {
    throw fault('RECORD_CORRUPT', `${path.basename(file)} cannot be read: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      hint: 'remove the run’s folder and run it again',
      cause: error,
    });
  }
}
