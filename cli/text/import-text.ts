import path from 'node:path';
import type { Imported } from '../../pipeline/import.ts';
import type { Session } from '../session.ts';
import { problemText } from './problems.ts';

const problemsShown = 20;

/** What `import` tells people. */
export function importText(imported: Imported, workingFolder: string, colors: Session['colors']): string {
  const { shape, because, rows, malformed, problems, notes, files, written, ok } = imported;
  const shown = (file: string) => path.relative(workingFolder, file);
  const left = malformed - Math.min(problemsShown, malformed);
  const missing = files.filter((file) => written && !file.isEntered);
  return [
    `read as ${shape.title}: ${rows} rows, because ${because}`,
    ...notes.map(
      ({ note, rows }) => `${colors.yellow('note')}  ${note} (${rows} ${rows === 1 ? 'row' : 'rows'})`,
    ),
    ...(malformed === 0 ? [] : [problemText(problems.slice(0, problemsShown), colors)]),
    ...(left === 0 ? [] : [`and ${left} more: \`--json\` has them all`]),
    ...(malformed === 0 ? [] : [`${malformed} of ${rows + malformed} rows cannot be read`]),
    ...(ok ? [] : ['nothing was written: mend the rows, or leave them out with `--skip-malformed`']),
    ...(ok && !written ? ['a dry run: nothing was written'] : []),
    ...files.flatMap(({ file, rows: held, digest }) =>
      written ? [`wrote ${shown(file)}: ${held} rows, digest ${digest.slice(0, 16)}`] : [],
    ),
    ...files.flatMap(({ to, entry, isEntered }) => (isEntered ? [`data.${to} names it: ${entry}`] : [])),
    ...(missing.length === 0 ? [] : ['', 'The suite reads them with (`--write` adds it):', 'data:']),
    ...missing.map(({ to, entry }) => `  ${to}: [${entry}]`),
  ].join('\n');
}
