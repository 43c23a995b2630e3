import type { Classification, ScoreSummary } from '../core/report.ts';
import { excerpt } from './excerpt.ts';
import { proportion } from './numbers.ts';
import { pageColumns } from './page-columns.ts';
import { plainTable } from './plain-table.ts';
import { type Colors, indented, paragraph } from './text-layout.ts';

const mostLabels = 8;
const expectedColumns = 20;

/** The candidate's mean of every scorer per origin, with the confusion of label scorers of up to 8 labels. */
export function scoreLines(scores: readonly ScoreSummary[], colors: Colors): readonly string[] {
  if (scores.length === 0) return [];
  return [colors.bold('Scores of the candidate'), ...scores.flatMap(summary)];
}

function summary({ scorer, origin, n, mean, classification }: ScoreSummary): readonly string[] {
  const head = `${origin}  ${excerpt(scorer, 40)}: mean ${proportion(mean)} over n ${n}`;
  if (classification === null) return paragraph(head);
  const { accuracy, macroF1, labels } = classification;
  return [
    ...paragraph(`${head}; accuracy ${proportion(accuracy)}, macro-F1 ${proportion(macroF1)}`),
    ...(labels.length <= mostLabels ? indented(indented(confusionTable(classification))) : []),
  ];
}

function confusionTable({ labels, confusion }: Classification): readonly string[] {
  const answerColumns = Math.floor((pageColumns - 4 - expectedColumns) / (labels.length + 1)) - 2;
  const columns = [
    { head: 'expected \\ answered', align: 'left' as const },
    ...[...labels.map((label) => excerpt(label, answerColumns)), 'none'].map((head) => ({
      head,
      align: 'right' as const,
    })),
  ];
  const rows = labels.map((label, index) => [
    excerpt(label, expectedColumns),
    ...(confusion[index] ?? []).map((count) => `${count}`),
  ]);
  return plainTable(columns, rows);
}
