import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Imported, type ImportOptions, importFile } from '../../../pipeline/import.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';

export const suiteText = (
  task = 'kind: qa',
  skills = '[{ id: main, description: Answers. }]',
) => `schemaVersion: 1
id: tickets
title: Tickets
task: { ${task}, instructions: Answer with one word. }
data: {} # nothing yet
models: {}
skills: ${skills}
score: [{ use: contains }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`;

const defaults: ImportOptions = {
  to: 'heldout',
  split: null,
  map: {},
  set: {},
  format: null,
  licence: null,
  out: null,
  isDryRun: false,
  addsEntry: false,
  replaces: false,
  skipsMalformed: false,
  target: null,
  maxTokens: null,
  onProgress: () => {},
};

/** A folder with a suite that goes away with the test. */
export function suiteFolder(suite: string = suiteText()): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'suite.yaml'), suite);
  return folder;
}

/** Imports a file of this content. */
export async function importing(
  folder: string,
  name: string,
  content: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
  const loaded = await loadSuite('suite.yaml', folder);
  const source = path.join(folder, name);
  return importFile(
    loaded,
    { source, file: name },
    { ...defaults, ...options },
    new AbortController().signal,
  );
}

/** The rows that an import wrote. */
export function writtenRows({ files }: Pick<Imported, 'files'>): readonly Record<string, unknown>[] {
  return files.flatMap(({ file }) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
}

export const lines = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
