import path from 'node:path';
import { fault } from '../core/errors.ts';
import { writeWhole } from '../core/files.ts';
import { didYouMean } from '../core/nearest.ts';
import { printable } from '../core/printable.ts';
import type { AdmissionSummary, Report } from '../core/report.ts';
import { wrap } from '../core/wrap.ts';
import { admissionWords } from '../reports/admission-words.ts';
import { reportFormats } from '../reports/index.ts';
import { toDocument } from '../reports/json.ts';
import { proseColumns } from '../reports/page-columns.ts';
import type { ReportDocument } from '../reports/report-document.ts';
import { renderText } from '../reports/text.ts';
import type { LoadedSuite } from './load-suite.ts';
import { runsFolder } from './running/runs-folder.ts';

export { excerptEnds } from '../reports/excerpt.ts';

export type ReportFormat = keyof typeof reportFormats;

/** Every format there is. */
export const allFormats: readonly ReportFormat[] = ['text', 'json', 'md', 'junit', 'github', 'gitlab'];

/** The formats that are written when none is asked for. */
const usualFormats: readonly ReportFormat[] = ['text', 'json', 'md', 'junit'];

/** Reads `text,md`. Throws REPORT_FORMAT for a name that is none. */
export function parseFormats(written: string): readonly ReportFormat[] {
  const names = written.split(',').map((name) => name.trim());
  return names.map((name) => {
    const known = allFormats.find((format) => format === name);
    if (known !== undefined) return known;
    throw fault('REPORT_FORMAT', `there is no report format \`${name}\``, {
      hint: didYouMean(name, allFormats),
    });
  });
}

/** One report as text. */
export function render(report: Report, format: ReportFormat): string {
  return reportFormats[format].reporter(report);
}

/** Who checked generated cases, and what they catch, as reports say it, in lines of 80 columns; none where no model did. */
export function admissionText(admission: AdmissionSummary): readonly string[] {
  const { cases, judges } = admissionWords(admission);
  if (judges.length === 0) return [];
  const lines = (words: string, indent: string) =>
    wrap(printable(words), proseColumns - 4).map((line) => `${indent}${line}`);
  return [...lines(cases, ''), ...judges.flatMap(({ name, words }) => lines(`${name} ${words}`, '  '))];
}

/** The report for a terminal. */
export function renderForTerminal(report: Report, color: boolean): string {
  return renderText(report, { color });
}

/** The report as `--json` prints it. */
export function reportDocument(report: Report): ReportDocument {
  return toDocument(report);
}

/**
 * Writes a report in each format, as `report.EXTENSION` into `out` or else into the run's folder, and gives it with
 * the paths of the files, relative to the working folder where they lie below it.
 */
export function writeReport(
  report: Report,
  loaded: LoadedSuite,
  options: {
    readonly formats?: readonly ReportFormat[];
    readonly out?: string;
    readonly workingFolder?: string;
  } = {},
): Report {
  const workingFolder = options.workingFolder ?? process.cwd();
  const folder =
    options.out === undefined
      ? path.join(runsFolder(loaded), report.run)
      : path.resolve(workingFolder, options.out);
  const formats = options.formats ?? usualFormats;
  const files = formats.map(
    (format) => [format, path.join(folder, `report.${reportFormats[format].extension}`)] as const,
  );
  const shown = (file: string) => {
    const relative = path.relative(workingFolder, file);
    return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
  };
  const complete = {
    ...report,
    files: Object.fromEntries(files.map(([format, file]) => [format, shown(file)])),
  };
  for (const [format, file] of files) writeWhole(file, render(complete, format));
  return complete;
}
