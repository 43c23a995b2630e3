import type { LostCase } from '../core/report.ts';
import { wrap } from '../core/wrap.ts';
import { excerpt } from './excerpt.ts';
import { proseColumns } from './page-columns.ts';
import { type Colors, indented, paragraph } from './text-layout.ts';

const casesShown = 6;

/** The first of the cases that the baseline gets right and the candidate does not, two or three lines each. */
export function lostLines(lost: readonly LostCase[], colors: Colors): readonly string[] {
  if (lost.length === 0) return [];
  const rest = lost.length - casesShown;
  return [
    colors.bold('Lost cases (right before, wrong now)'),
    ...lost.slice(0, casesShown).flatMap(lines),
    ...(rest > 0 ? paragraph(`… and ${rest} more listed in the JSON report`) : []),
  ];
}

function lines(lost: LostCase): readonly string[] {
  const id = lost.declaredId === null ? lost.caseId : `${excerpt(lost.declaredId, 40)} (${lost.caseId})`;
  const expected = quoted(lost.expected, 36);
  const answer = quoted(lost.candidate, 36);
  const what = [
    ...(lost.candidate === null && lost.reason !== '' ? [] : [`expected ${expected} → got ${answer}`]),
    // Where there is an answer it says why already.
    ...(lost.candidate === null ? [`why ${excerpt(lost.reason, 130)}`] : []),
    ...(lost.input === null ? [] : [`input ${quoted(lost.input, 130)}`]),
  ];
  return [
    ...paragraph(excerpt(`- ${excerpt(id, 60)}  ${lost.slices.join(', ')}`, 150)),
    ...what.flatMap((line) => indented(indented(wrap(line, proseColumns - 4)))),
  ];
}

/** Text that is not in the report is one that may not be copied or that never came. */
function quoted(text: string | null, columns: number): string {
  return text === null ? '(not in the report)' : `“${excerpt(text, columns)}”`;
}
