import path from 'node:path';
import { counted } from '../../core/counted.ts';
import type { Exported } from '../../pipeline/export.ts';
import type { Session } from '../session.ts';
import { table } from './table.ts';

const refusedShown = 10;

/** What `export` tells people. */
export function exportText(exported: Exported, workingFolder: string, colors: Session['colors']): string {
  const { manifest, refused, tooLong, notes, folder, command } = exported;
  const { rows, split, format, licences, sources, clusters, files, lengths } = manifest;
  const list = (counts: readonly (readonly [string, number])[]) =>
    counts.map(([name, n]) => `${name} ${n}`).join(', ');
  const shown = refused.slice(0, refusedShown);
  const inFile = files.some(({ name }) => name === 'refused.jsonl') ? ': `refused.jsonl` has them all' : '';
  const measured = `${counted(Math.round(lengths.mean), 'token')} on average, ${lengths.longest} at most`;
  return [
    `${counted(rows, 'row')} of the split ${split} as ${format}, ${counted(clusters, 'cluster')}; ${measured}`,
    `from       ${list(Object.entries(sources).filter(([, n]) => n > 0))}`,
    `licences   ${list(licences.map(({ licence, rows }) => [licence ?? 'undeclared', rows]))}`,
    ...(manifest.labels.length > 0
      ? [`labels     ${list(manifest.labels.map(({ label, rows }) => [label, rows]))}`]
      : []),
    ...(refused.length > 0 ? [`left out   ${list(Object.entries(manifest.refused))}`] : []),
    ...(shown.length > 0
      ? [
          table(
            ['id', 'code', 'why'],
            shown.map(({ id, code, reason }) => [id, code, reason]),
          ),
        ]
      : []),
    ...(refused.length > shown.length ? [`  and ${refused.length - shown.length} more${inFile}`] : []),
    ...(split === 'train'
      ? []
      : tooLong.slice(0, refusedShown).map(({ id, tokens }) => `  ${id}: ${counted(tokens, 'token')}`)),
    ...notes.map((note) => `${colors.yellow('note')}  ${note}`),
    ...files.map(
      ({ name, rows: held }) =>
        `wrote ${path.join(path.relative(workingFolder, folder), name)}${held === null ? '' : ` (${held})`}`,
    ),
    ...(command === null ? [] : ['', `Next, in that folder: ${command}`]),
  ].join('\n');
}
