import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import type { SetGate } from '../../core/set-gate.ts';
import { wrap } from '../../core/wrap.ts';
import { diversityMeasures, isOutside } from '../../pipeline/set-level/diversity-gate.ts';
import type { SetReport } from '../../pipeline/set-level/set-report.ts';
import type { Session } from '../session.ts';
import { table } from './table.ts';

const columns = 80;
const featureColumns = 34;

/** What the gates say of a set as a whole, and the figures they went by. */
export function setText(report: SetReport, colors: Session['colors']): string {
  return [
    colors.bold('The set as a whole'),
    ...gateLines(report.gates, colors, figuresOf(report)),
    ...difficultyTable(report),
    ...diversityTable(report),
    ...tellingTable(report),
  ].join('\n');
}

/** A line for each gate, with what it has against the set and what to do. */
export function gateLines(
  gates: readonly SetGate[],
  colors: Session['colors'],
  figures: Readonly<Partial<Record<SetGate['gate'], string>>> = {},
): readonly string[] {
  const color = { pass: colors.green, warn: colors.yellow, fail: colors.red, unknown: colors.dim };
  return gates.flatMap(({ gate, status, reasons, advice }) => [
    `  ${gate.padEnd(12)}${color[status](status.padEnd(9))}${figures[gate] ?? ''}`.trimEnd(),
    ...reasons.flatMap((reason) => indented(reason)),
    ...(advice === null ? [] : indented(`to do: ${advice}`)),
  ]);
}

function figuresOf({ diversity, shift, shares, difficulty }: SetReport) {
  const attempts = Math.min(...(difficulty?.models ?? []).map((model) => model.attempts));
  return {
    ...(difficulty === null
      ? {}
      : {
          difficulty: `${counted(difficulty.models.length, 'model')}, ${counted(attempts, 'attempt')} at each case`,
        }),
    ...(diversity === null
      ? {}
      : {
          diversity: `${counted(diversity.made.n, 'text')} and ${counted(diversity.made.tokens, 'token')} of each`,
        }),
    ...(shift === null
      ? {}
      : {
          shift: `AUC ${shift.auc.toFixed(2)} (p ${shift.aucP.toFixed(2)}), MMD² ${shift.mmd.toFixed(4)} (p ${shift.mmdP.toFixed(3)})`,
        }),
    balance: shares.map(({ of, share }) => `largest ${of} ${(100 * share).toFixed(0)} %`).join(', '),
  };
}

function difficultyTable({ difficulty }: SetReport): readonly string[] {
  if (difficulty === null || difficulty.arms.length === 0) return [];
  const rows = difficulty.arms.map(({ origin, n, trivial, unsolved, meanRate, information }) => [
    origin,
    n,
    trivial,
    unsolved,
    meanRate.toFixed(3),
    information.toFixed(1),
  ]);
  return ['', table(['difficulty', 'cases', 'trivial', 'unsolved', 'mean rate', 'information'], rows)];
}

function diversityTable({ diversity }: SetReport): readonly string[] {
  if (diversity === null) return [];
  const rows = diversityMeasures(diversity).map((measure) => [
    measure.name,
    measure.anchor.toFixed(3),
    measure.made.toFixed(3),
    `${measure.isMost ? '≤' : '≥'} ${measure.limit.toFixed(3)}${isOutside(measure) ? '  outside' : ''}`,
  ]);
  return ['', table(['diversity', 'real', 'synthetic', 'limit'], rows)];
}

function tellingTable({ shift }: SetReport): readonly string[] {
  if (shift === null || shift.telling.length === 0) return [];
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const rows = shift.telling.map(({ name, made, anchor }) => [
    printable(name).slice(0, featureColumns),
    percent(anchor),
    percent(made),
  ]);
  return ['', table(['what tells them apart', 'real', 'synthetic'], rows)];
}

function indented(text: string): readonly string[] {
  return wrap(printable(text), columns - 4).map((line) => `    ${line}`);
}
