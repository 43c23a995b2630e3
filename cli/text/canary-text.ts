import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import type { CanaryGuid, FoundCanary } from '../../pipeline/canary-guids.ts';
import type { Session } from '../session.ts';
import { table } from './table.ts';

/** What `canary` tells people. */
export function canaryText(
  canaries: readonly CanaryGuid[],
  files: readonly string[],
  found: readonly FoundCanary[],
  colors: Session['colors'],
): string {
  const last = canaries.length - 1;
  const names = canaries.map(({ version, guid }, index) => [
    index === last ? `version ${version}, to come` : `version ${version}`,
    guid,
  ]);
  const searched = `${counted(files.length, 'file')} searched`;
  const hits = found.map(({ file, line, version }) =>
    colors.red(`${printable(file)}:${line}  holds the canary of version ${version}`),
  );
  const verdict =
    found.length === 0
      ? `${searched}: no canary in ${files.length === 1 ? 'it' : 'them'}`
      : `${searched}: held-out cases of this suite are in there`;
  return [table(['', 'canary'], names), ...hits, ...(files.length === 0 ? [] : [verdict])].join('\n');
}
