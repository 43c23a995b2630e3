import path from 'node:path';
import { counted } from '../../core/counted.ts';
import type { Imported } from '../../pipeline/import.ts';
import type { Session } from '../session.ts';
import { problemText } from './problems.ts';
import { table } from './table.ts';

const problemsShown = 20;

/** What `import` tells people. */
export function importText(imported: Imported, workingFolder: string, colors: Session['colors']): string {
  const { shape, because, rows, malformed, problems, notes, files, written, ok } = imported;
  const shown = (file: string) => path.relative(workingFolder, file);
  const left = malformed - Math.min(problemsShown, malformed);
  const missing = files.filter((file) => written && file.rows > 0 && !file.isEntered);
  return [
    `read as ${shape.title}: ${counted(rows, 'row')}, because ${because}`,
    ...notes.map(({ note, rows }) => `${colors.yellow('note')}  ${note} (${counted(rows, 'row')})`),
    ...(imported.lengths === null ? [] : lengthText(imported.lengths, colors)),
    ...(malformed === 0 ? [] : [problemText(problems.slice(0, problemsShown), colors)]),
    ...(left === 0 ? [] : [`and ${left} more: \`--json\` has them all`]),
    ...(malformed === 0 ? [] : [`${malformed} of ${counted(rows + malformed, 'row')} cannot be read`]),
    ...(ok ? [] : ['nothing was written: mend the rows, or leave them out with `--skip-malformed`']),
    ...(imported.balance === null ? [] : balanceText(imported.balance)),
    ...(ok && !written ? ['a dry run: nothing was written'] : []),
    ...files.flatMap(({ file, rows: held, digest }) =>
      written ? [`wrote ${shown(file)}: ${counted(held, 'row')}, digest ${digest.slice(0, 16)}`] : [],
    ),
    ...files.flatMap(({ to, entry, isEntered }) => (isEntered ? [`data.${to} names it: ${entry}`] : [])),
    ...(missing.length === 0 ? [] : ['', 'The suite reads them with (`--write` adds it):', 'data:']),
    ...missing.map(({ to, entry }) => `  ${to}: [${entry}]`),
  ].join('\n');
}

const longShown = 10;

/** Rows that are longer than the model reads. */
function lengthText(
  { rows, limit, tokenizer, exact }: NonNullable<Imported['lengths']>,
  colors: Session['colors'],
): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, longShown).map(({ row, tokens }) => `${row} (${tokens})`);
  const more = rows.length > shown.length ? `, and ${rows.length - shown.length} more` : '';
  const by = exact ? tokenizer : `${tokenizer}: it may be more or less`;
  return [
    `${colors.yellow('note')}  ${counted(rows.length, 'row is', 'rows are')} longer than the ${limit} tokens that the model reads, by ${by}`,
    `      row (tokens): ${shown.join(', ')}${more}`,
  ];
}

const strataShown = 12;

/** How rows were dealt to splits: in all, and in the largest strata. */
function balanceText(balance: NonNullable<Imported['balance']>): readonly string[] {
  const { rows, strata, groups, largest, moved, shares } = balance;
  const splits = (['heldout', 'probe', 'train'] as const).filter((split) => shares[split] !== undefined);
  const line = (name: string, own: typeof rows) => {
    const total = splits.reduce((sum, split) => sum + own[split], 0);
    const cell = (n: number) => `${n} (${total === 0 ? 0 : Math.round((100 * n) / total)} %)`;
    return [name, total, ...splits.map((split) => cell(own[split]))];
  };
  const wanted = ['wanted', '', ...splits.map((split) => `${Math.round(100 * (shares[split] ?? 0))} %`)];
  const shown = strata.slice(0, strataShown).map(({ stratum, rows: own }) => line(stratum, own));
  return [
    table(['', 'rows', ...splits], [wanted, line('all', rows), ...shown]),
    ...(strata.length > strataShown
      ? [`  and ${strata.length - strataShown} more: \`--json\` has them all`]
      : []),
    `${counted(groups, 'group')} of rows that belong together, ${counted(largest, 'row')} in the largest`,
    ...(moved > 0
      ? [`${counted(moved, 'row')} changed the split, now together with rows of another one`]
      : []),
  ];
}
