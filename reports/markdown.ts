import { counted } from '../core/counted.ts';
import type { Comparison, GateStatus, SliceResult } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/seams.ts';
import { admissionWords } from './admission-words.ts';
import { arenaWords } from './arena-words.ts';
import { checkScope, decidingChecks } from './checks.ts';
import { cleanWords } from './clean-words.ts';
import { exceptionWords } from './exception-words.ts';
import { gapWords } from './gap-words.ts';
import { indexWords } from './index-words.ts';
import { isAdvisory } from './is-advisory.ts';
import { markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import { nextSteps } from './next-steps.ts';
import { declared, duration, interval, percent, proportion, pValue, signed, usd } from './numbers.ts';
import { sequentialWords } from './sequential-words.ts';
import { groupSlices } from './slice-groups.ts';
import { isSmallPass, smallPassRemark, statusWords } from './status-words.ts';
import { trialWords } from './trial-words.ts';
import { weakestWords } from './weakest-words.ts';

const icons: Readonly<Record<GateStatus, string>> = { pass: '✅', fail: '❌', inconclusive: '❔' };
const slicesShown = 30;
const reasonsShown = 8;
const name = 80;
const sentence = 400;

/** The report as a comment on a pull request: GitHub's Markdown, no text of the report able to do anything in it. */
export const markdown: Reporter = (report) => {
  const sections: readonly (readonly string[])[] = [
    report.exceptions.map(
      (exception) => `> ⚠️ **Exception:** ${markdownText(exceptionWords(exception), sentence)}`,
    ),
    verdict(report),
    [reason(report)],
    nextSteps(report).map((step) => `- **Next:** ${markdownText(step, sentence)}`),
    armTable(report),
    report.index === null ? [] : [`**Index** ${markdownText(indexWords(report.index), sentence)}`],
    sliceTable(report),
    lostCases(report),
    admissionSection(report),
    cleanSection(report),
    arenaSection(report),
    notes(report),
    footer(report),
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

function verdict({ status, exitCode, suite, target, baselineTarget, sequential }: Report): readonly string[] {
  return [
    `## ${icons[status]} GATE ${status.toUpperCase()} (exit ${exitCode}): ${markdownText(suite.id, name)}`,
    '',
    `Suite: ${markdownText(suite.title, sentence)}`,
    `Candidate ${markdownCode(target.ref, name)} against the baseline ${markdownCode(baselineTarget.ref, name)}`,
    ...(sequential === null ? [] : ['', markdownText(sequentialWords(sequential), sentence)]),
  ];
}

function reason(report: Report): string {
  const told = decidingChecks(report);
  const shown = told.slice(0, reasonsShown);
  const rest = told.length - shown.length;
  const sentences = shown.map(
    (check) =>
      `**${markdownText(check.name, name)}**${checkScope(check)}: ${markdownText(check.reason, sentence)}`,
  );
  return `${sentences.join('; ')}${rest > 0 ? `; … and ${rest} more` : ''}`;
}

function armTable(report: Report): readonly string[] {
  const { arms } = report;
  const head = ['arm', 'n', 'clusters (deff)', ...comparedHead];
  const rows = arms.map((arm) => [
    arm.role === 'advisory' ? `${arm.origin} (advisory)` : arm.origin,
    `${arm.n}${arm.missing > 0 ? ` (${arm.missing} missing)` : ''}`,
    `${arm.clusters} (${arm.designEffect === null ? 'n/a' : arm.designEffect.toFixed(2)})`,
    ...compared(arm),
  ]);
  const gap = gapWords(report).flatMap((words) => ['', `Gap: ${markdownText(words, sentence)}.`]);
  return [...markdownTable(head, rows), ...smallPassNote(arms), ...gap];
}

const comparedHead = [
  'gains / losses',
  'baseline → candidate',
  'difference',
  'interval',
  'margin',
  'p worse',
  'status',
];

function compared(result: Comparison): readonly string[] {
  const words = statusWords(result.status, result.origin);
  return [
    `${result.gains} / ${result.losses}`,
    `${proportion(result.baseline)} → ${proportion(result.candidate)}`,
    signed(result.difference),
    `${interval(result.interval)} at ${percent(result.level)}`,
    declared(result.margin),
    pValue(result.pFail),
    `${icons[result.status]} ${words}${isSmallPass(result) ? ' *' : ''}`,
  ];
}

function smallPassNote(results: readonly Comparison[]): readonly string[] {
  return results.some(isSmallPass) ? ['', `\\* ${markdownText(smallPassRemark, sentence)}`] : [];
}

function sliceTable(report: Report): readonly string[] {
  const { slices } = report;
  if (slices.length === 0) return [];
  const { notable, passing, quiet } = groupSlices(report);
  const shown = notable.slice(0, slicesShown);
  const rows = shown.map((slice) => [
    `${markdownText(slice.name, name)}${remark(report, slice)}`,
    `${slice.n}`,
    ...compared(slice),
  ]);
  const rest = [
    notable.length > shown.length ? `${notable.length - shown.length} more like these` : '',
    passing.length > 0 ? `${passing.length} pass` : '',
    quiet.length > 0 ? `${quiet.length} not shown, without losses` : '',
  ].filter((words) => words !== '');
  return [
    '### Slices',
    ...(rows.length > 0 ? [''] : []),
    ...(rows.length > 0 ? markdownTable(['slice', 'n', ...comparedHead], rows) : []),
    ...(rest.length > 0 ? ['', `Other slices: ${rest.join(', ')}.`] : []),
    ...smallPassNote(slices),
    ...weakestWords(slices).flatMap((words) => ['', `${markdownText(words, sentence)}.`]),
  ];
}

function remark(report: Report, slice: SliceResult): string {
  return `${slice.critical ? ' (critical)' : ''}${isAdvisory(report, slice.origin) ? ' (advisory)' : ''}`;
}

function lostCases({ lost }: Report): readonly string[] {
  if (lost.length === 0) return [];
  const cell = (text: string | null) => (text === null ? '(not in the report)' : markdownText(text, 100));
  const rows = lost.map((one) => [
    `${one.declaredId === null ? '' : `${markdownText(one.declaredId, name)} `}${markdownCode(one.caseId, name)}`,
    markdownText(one.slices.join(', '), 100),
    cell(one.input),
    cell(one.expected),
    cell(one.candidate),
  ]);
  return [
    '<details>',
    `<summary>Lost cases: right before, wrong now (${lost.length} listed)</summary>`,
    '',
    ...markdownTable(['case', 'slices', 'input', 'expected', 'got'], rows),
    '',
    '</details>',
  ];
}

function admissionSection({ admission }: Report): readonly string[] {
  if (admission === undefined) return [];
  const { cases, judges } = admissionWords(admission);
  return [
    '### Who checked the cases',
    '',
    `- ${markdownText(cases, sentence)}`,
    ...judges.map((one) => `- ${markdownCode(one.name, name)} ${markdownText(one.words, sentence)}`),
  ];
}

function cleanSection({ clean }: Report): readonly string[] {
  if (clean === undefined) return [];
  const { sentence: told, head, rows } = cleanWords(clean);
  const table = rows.length === 0 ? [] : ['', ...markdownTable(head, rows)];
  return ['### Clean subset', '', `${markdownText(told, sentence)}.`, ...table];
}

function arenaSection({ arena }: Report): readonly string[] {
  if (arena === undefined) return [];
  const { pairs, judges } = arenaWords(arena);
  const told = judges.map(
    ({ name: judge, words }) => `- ${markdownCode(judge, name)}: ${markdownText(words, sentence)}`,
  );
  return ['### Arena', '', `${markdownText(pairs, sentence)}.`, '', ...told];
}

function notes({ notes }: Report): readonly string[] {
  if (notes.length === 0) return [];
  return ['### Notes', '', ...notes.map((note) => `- Note: ${markdownText(note, sentence)}`)];
}

function footer(report: Report): readonly string[] {
  const { dataset, spend, suite, run } = report;
  const version = dataset.version === null ? 'not frozen' : `version ${dataset.version}`;
  return [
    `Trials: ${trialWords(report.trials).join('; ')}.`,
    `Dataset ${version}, digest ${markdownCode(dataset.digest, 17)}; baseline run ${markdownCode(report.baseline, name)}.`,
    `Spent ${usd(spend.usd)}, ${counted(spend.requests, 'request')}, ${counted(spend.tokens, 'token')}; took ${duration(report.durationMs)}.`,
    '',
    `Reproduce: ${markdownCode(`heldout gate SUITE --run ${run}`, 160)}, where SUITE is the file of suite ` +
      `${markdownCode(suite.id, name)}.`,
  ];
}
