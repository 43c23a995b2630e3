import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import type { Checked } from '../../pipeline/check.ts';
import { admissionText } from '../../pipeline/report.ts';
import type { Session } from '../session.ts';
import { callText, estimateText, moneyText } from './estimate-text.ts';
import { problemText } from './problems.ts';
import { setText } from './set-text.ts';
import { table } from './table.ts';
import { lotTable } from './training-text.ts';
import { variantText } from './variant-text.ts';

/** What `check` tells people. */
export function checkText(checked: Checked, file: string, colors: Session['colors']): string {
  const { suite, exceptions, problems, warnings } = checked;
  const sections = [
    ...exceptions.map(({ judge, other, reason }) =>
      colors.yellow(`EXCEPTION  judge ${judge} is related to ${other}, let through because: ${reason}`),
    ),
    ...(problems.length > 0 ? [problemText(problems, colors)] : []),
    ...(problems.length > 0 ? [`${counted(problems.length, 'problem')} in ${file}`] : []),
    ...(suite !== null && problems.length === 0
      ? [`${colors.green('ok')}  ${suite.id}: ${suite.title}`]
      : []),
    ...(warnings.length > 0
      ? [warnings.map((warning) => `${colors.yellow('warning')}  ${warning}`).join('\n')]
      : []),
    ...cellSection(checked, colors),
    ...trainingSection(checked, colors),
    ...powerSection(checked, colors),
    ...overlapSection(checked, colors),
    ...paraphraseSection(checked, colors),
    ...personalSection(checked, colors),
    ...(checked.set === null ? [] : [setText(checked.set, colors)]),
    ...judgeSection(checked, colors),
    ...callSection(checked, colors),
  ];
  return sections.join('\n\n');
}

function cellSection({ cells }: Checked, colors: Session['colors']): readonly string[] {
  if (cells.length === 0) return [];
  const rows = cells.map((cell) => [
    `${cell.skill}/${cell.edgeCase}`,
    cell.target,
    cell.accepted,
    cell.rejected,
    cell.undecided,
  ]);
  return [
    `${colors.bold('Cells')}\n${table(['cell', 'target', 'accepted', 'rejected', 'undecided'], rows)}`,
    ...cells.flatMap(variantText),
  ];
}

function judgeSection({ admission }: Checked, colors: Session['colors']): readonly string[] {
  const lines = admission === null ? [] : admissionText(admission);
  return lines.length === 0 ? [] : [[colors.bold('Judges'), ...lines.map((line) => `  ${line}`)].join('\n')];
}

function trainingSection({ training }: Checked, colors: Session['colors']): readonly string[] {
  return training.length === 0 ? [] : [`${colors.bold('Training')}\n${lotTable(training)}`];
}

function powerSection({ power }: Checked, colors: Session['colors']): readonly string[] {
  if (power.length === 0) return [];
  const head =
    'Power: cases needed, and the margin that today’s can show,\n       if equal models differ on 4, 10, 20 %';
  const rows = power.map(({ name, n, clusters, margin, floor, plans }) => [
    name,
    n,
    clusters,
    String(margin),
    floor,
    plans.map(({ cases }) => cases).join('/'),
    plans.map((plan) => (plan.margin === null ? 'none' : plan.margin.toFixed(3))).join('/'),
  ]);
  const columns = ['', 'n', 'clusters', 'margin', 'floor', 'needed', 'can show'];
  return [
    `${colors.bold(head)}\n${table(columns, rows)}\n  Where cases share clusters, enough clusters are asked for.\n  \`heldout plan\` says more.`,
  ];
}

function overlapSection({ overlap }: Checked, colors: Session['colors']): readonly string[] {
  const percent = (share: number | null) => (share === null ? 'n/a' : `${(100 * share).toFixed(2)} %`);
  return overlap.map(({ against, n, ...shares }) => {
    const { exact, ngram8, ngram13, jaccard70, jaccard80, contaminated } = shares;
    const columns = ['exact', '8-gram', '13-gram', 'Jaccard ≥ 0.7', '≥ 0.8', 'contaminated'];
    const row = [exact, ngram8, ngram13, jaccard70, jaccard80, contaminated].map(percent);
    const head = `Overlap of ${counted(n, 'held-out row')} with the ${against} rows`;
    return `${colors.bold(head)}\n${table(columns, [row])}`;
  });
}

function paraphraseSection({ paraphrases }: Checked, colors: Session['colors']): readonly string[] {
  return paraphrases.map(({ against, judge, asked, unanswered, found }) => {
    const head = `Held-out rows in other words or another language among the ${against} rows`;
    return `${colors.bold(head)}\n${table(['asked about', 'found', 'no usable answer'], [[asked, found.length, unanswered]])}\n  by ${judge}`;
  });
}

function personalSection({ personal }: Checked, colors: Session['colors']): readonly string[] {
  if (personal.length === 0) return [];
  const rows = personal.map((one) => [one.in, one.type, one.found, one.rows, printable(one.example)]);
  return [
    `${colors.bold('Personal data that rules find; few of the names and addresses')}\n${table(['in', 'type', 'found', 'rows', 'first'], rows)}`,
  ];
}

function callSection(
  { ok, calls, estimate, scoring }: Checked,
  colors: Session['colors'],
): readonly string[] {
  if (!ok) return [];
  const lines = [
    colors.bold('Calls'),
    ...(estimate === null ? [] : [`  ${estimateText(estimate)}`]),
    `  test: target ${calls.target}, baseline up to ${calls.baseline}`,
    ...(scoring.calls === 0
      ? []
      : [`  scoring a run, at most: ${callText('judges', scoring)}, ${moneyText(scoring.usd)}`]),
  ];
  return [lines.join('\n')];
}
