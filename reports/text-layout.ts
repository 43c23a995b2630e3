import type picocolors from 'picocolors';
import { columnsOf } from '../core/columns-of.ts';
import type { GateStatus } from '../core/gate-decision.ts';
import { wrap } from '../core/wrap.ts';
import { proseColumns } from './page-columns.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;
export type Paint = (text: string) => string;

const labelColumns = 11;

/** `label      text`, the text wrapped and indented under itself; labels are up to 10 columns. */
export function field(label: string, text: string, paint: Paint = (plain) => plain): readonly string[] {
  const lines = wrap(text, proseColumns - labelColumns);
  const head = paint(label) + ' '.repeat(labelColumns - columnsOf(label));
  return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(labelColumns)}${line}`);
}

/** Lines moved to the right by two columns. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** Wrapped text, two columns to the right. */
export function paragraph(text: string): readonly string[] {
  return indented(wrap(text, proseColumns - 2));
}

/** The colour of a status: green, red or yellow. */
export function statusPaint(colors: Colors, status: GateStatus): Paint {
  return { pass: colors.green, fail: colors.red, inconclusive: colors.yellow }[status];
}
