import picocolors from 'picocolors';
import { counted } from '../core/counted.ts';
import type { GateCheck } from '../core/gate-decision.ts';
import { printable } from '../core/printable.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/seams.ts';
import { admissionWords } from './admission-words.ts';
import { arenaWords } from './arena-words.ts';
import { checkScope, orderedChecks } from './checks.ts';
import { cleanWords } from './clean-words.ts';
import { exceptionWords } from './exception-words.ts';
import { excerpt } from './excerpt.ts';
import { gapWords } from './gap-words.ts';
import { indexWords } from './index-words.ts';
import { nextSteps } from './next-steps.ts';
import { duration, usd } from './numbers.ts';
import { plainTable } from './plain-table.ts';
import { sequentialWords } from './sequential-words.ts';
import { shortStatus } from './status-words.ts';
import { armLines } from './text-arms.ts';
import { type Colors, field, indented, paragraph, statusPaint } from './text-layout.ts';
import { lostLines } from './text-lost.ts';
import { scoreLines } from './text-scores.ts';
import { sliceLines } from './text-slices.ts';
import { trialWords } from './trial-words.ts';

const checksShown = 40;
const longText = 600;

/** The report for a person at a terminal, at most 100 columns wide. The caller knows whether colour is wanted. */
export function renderText(report: Report, options: { readonly color: boolean }): string {
  const colors = picocolors.createColors(options.color);
  const sections: readonly (readonly string[])[] = [
    exceptionLines(report, colors),
    verdictLines(report, colors),
    checkLines(report.checks, colors),
    trialLines(report.trials),
    armLines(report.arms, colors),
    gapLines(report),
    report.index === null ? [] : field('index', excerpt(indexWords(report.index), longText)),
    sliceLines(report, colors),
    lostLines(report.lost, colors),
    scoreLines(report.scores, colors),
    admissionLines(report, colors),
    cleanLines(report, colors),
    arenaLines(report, colors),
    noteLines(report.notes, colors),
    footerLines(report),
    nextSteps(report).flatMap((step) => field('next', excerpt(step, longText), colors.bold)),
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** {@link renderText} without colour, for files. */
export const text: Reporter = (report) => renderText(report, { color: false });

function exceptionLines({ exceptions }: Report, colors: Colors): readonly string[] {
  return exceptions.flatMap((exception) =>
    field('EXCEPTION', excerpt(exceptionWords(exception), longText), colors.yellow),
  );
}

function verdictLines(report: Report, colors: Colors): readonly string[] {
  const { status, suite, dataset } = report;
  const verdict = `GATE  ${status.toUpperCase()}  (exit ${report.exitCode})`;
  const letThrough = status === 'inconclusive' && report.exitCode === 0;
  const version = dataset.version === null ? 'not frozen' : `version ${dataset.version}`;
  return [
    colors.bold(statusPaint(colors, status)(verdict)),
    ...(letThrough ? paragraph('gate.inconclusive of the suite lets this through') : []),
    '',
    ...field('suite', `${excerpt(suite.id, 60)}: ${excerpt(suite.title, 200)}`),
    ...field('candidate', `${excerpt(report.target.ref, 120)}, run ${excerpt(report.run, 60)}`),
    ...field('baseline', `${excerpt(report.baselineTarget.ref, 120)}, run ${excerpt(report.baseline, 60)}`),
    ...(report.sequential === null ? [] : field('looks', sequentialWords(report.sequential))),
    ...field('dataset', `${version}, digest ${excerpt(dataset.digest, 17)}`),
  ];
}

function checkLines(checks: readonly GateCheck[], colors: Colors): readonly string[] {
  const shown = orderedChecks(checks).slice(0, checksShown);
  const rest = checks.length - shown.length;
  return [
    colors.bold('Why'),
    ...shown.flatMap((check) => checkField(check, colors)),
    ...(rest > 0 ? paragraph(`… and ${rest} more checks`) : []),
  ];
}

function trialLines(trials: Report['trials']): readonly string[] {
  const [equation, rest] = trialWords(trials);
  return [...field('trials', equation), ...field('', rest)];
}

function gapLines(report: Report): readonly string[] {
  return gapWords(report).flatMap((words, at) => field(at === 0 ? 'gap' : '', words));
}

function checkField(check: GateCheck, colors: Colors): readonly string[] {
  return field(
    shortStatus[check.status],
    `${excerpt(check.name, 60)}${checkScope(check)}: ${excerpt(check.reason, longText)}`,
    statusPaint(colors, check.status),
  );
}

function admissionLines({ admission }: Report, colors: Colors): readonly string[] {
  if (admission === undefined) return [];
  const { cases, judges } = admissionWords(admission);
  return [
    colors.bold('Who checked the cases'),
    ...paragraph(excerpt(cases, longText)),
    ...judges.flatMap(({ name, words }) => paragraph(excerpt(`${name} ${words}`, longText))),
  ];
}

function cleanLines({ clean }: Report, colors: Colors): readonly string[] {
  if (clean === undefined) return [];
  const { sentence, head, rows } = cleanWords(clean);
  const columns = head.map((name) => ({ head: name, align: 'left' as const }));
  return [
    colors.bold('Clean subset'),
    ...paragraph(sentence),
    ...(rows.length === 0 ? [] : indented(plainTable(columns, rows))),
  ];
}

function arenaLines({ arena }: Report, colors: Colors): readonly string[] {
  if (arena === undefined) return [];
  const { pairs, judges } = arenaWords(arena);
  return [
    colors.bold('Arena'),
    ...paragraph(pairs),
    ...judges.flatMap(({ name, words }) => paragraph(`${excerpt(name, 60)}: ${words}`)),
  ];
}

function noteLines(notes: readonly string[], colors: Colors): readonly string[] {
  if (notes.length === 0) return [];
  return [colors.bold('Notes'), ...notes.flatMap((note) => paragraph(`- ${excerpt(note, longText)}`))];
}

function footerLines({ spend, durationMs, files }: Report): readonly string[] {
  const written = Object.entries(files);
  return [
    ...field(
      'spent',
      `${usd(spend.usd)}, ${counted(spend.requests, 'request')}, ${counted(spend.tokens, 'token')}`,
    ),
    ...field('took', duration(durationMs)),
    ...written.flatMap(([format, path]) => field(excerpt(format, 9), printable(path))),
  ];
}
