import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LoadModule } from '../../../core/seams.ts';
import type { RowSource, Suite } from '../../../core/suite.ts';
import { type LoadedSource, loadRows } from '../../../datasets/rows/load-rows.ts';
import { faultOf, sourceOf, suiteOf, temporaryFolder } from './dataset-fixtures.ts';

export const place = { file: 'suites/triage.yaml', line: 9, column: 13 };
export const noModule: LoadModule = () => Promise.reject(new Error('no modules here'));

/** Loads a file of this content. */
export async function load(
  name: string,
  content: string | Uint8Array,
  more: Partial<RowSource> = {},
  suite: Suite = suiteOf(),
): Promise<LoadedSource> {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, name), content);
  return loadRows(sourceOf({ path: name }, more), { suite, folder, loadModule: noModule, place });
}

export async function problemsOf(...from: Parameters<typeof load>): Promise<readonly string[]> {
  const { problems } = await faultOf(() => load(...from));
  return problems.map(({ code, place: at, message }) => `${code} ${at?.file}:${at?.line} ${message}`);
}

export function jsonl(...rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export function inputs(source: LoadedSource): readonly string[] {
  return source.cases.map((item) => item.input.messages.map((message) => message.content).join('|'));
}

export function rowsOf(source: LoadedSource): readonly unknown[] {
  return source.cases.map((item) => item.provenance.kind === 'authored' && item.provenance.row);
}
