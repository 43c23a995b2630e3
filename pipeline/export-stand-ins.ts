import path from 'node:path';
import { writeWhole } from '../core/files.ts';
import { readGeneratedCases } from '../datasets/generated-cases.ts';
import { noticeOf } from './canary-guids.ts';
import { toStandInsDocument } from './documents/stand-ins-document.ts';
import type { LoadedSuite } from './load-suite.ts';
import type { StandInReport } from './stand-ins/stand-in-report.ts';
import { standInRows } from './stand-ins/stand-in-rows.ts';
import { type StandInOptions, standIns } from './stand-ins.ts';
import { prepareWorkspace } from './workspace.ts';

/** A shareable copy of a sensitive set, as it was written. */
export interface ExportedStandIns {
  readonly report: StandInReport;
  /** Absolute: the rows, and the report as JSON. */
  readonly files: readonly [rows: string, report: string];
}

/**
 * Writes stand-ins for the real held-out records of a suite into a folder: `stand-ins.jsonl`, rows as a suite reads them,
 * and `report.json`. Nothing else of the records is in either. Throws as {@link standIns} does, before anything is written.
 */
export async function exportStandIns(
  loaded: LoadedSuite,
  options: StandInOptions & { /** Absolute. */ readonly out: string },
  signal?: AbortSignal,
): Promise<ExportedStandIns> {
  prepareWorkspace(loaded.workspace);
  const { cases, report } = await standIns(loaded, options, signal);
  const rows = path.join(options.out, 'stand-ins.jsonl');
  const told = path.join(options.out, 'report.json');
  writeWhole(rows, standInRows(cases, noticeOf(loaded, readGeneratedCases(loaded.paths))));
  writeWhole(told, `${JSON.stringify(toStandInsDocument(report), null, 2)}\n`);
  return { report, files: [rows, told] };
}
