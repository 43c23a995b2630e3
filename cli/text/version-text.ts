import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import { shellWord } from '../../core/shell-word.ts';
import { wrap } from '../../core/wrap.ts';
import { type ComparedVersions, type LoggedVersion, today } from '../../pipeline/version-history.ts';
import type { Session } from '../session.ts';

const columns = 80;
const idsShown = 20;
const digestShown = 16;

/** What changed between two versions, with the first ids of each kind. */
export function diffText(found: ComparedVersions): string {
  const { from, to, kept, added, removed, relabelled, moved, resplit, isEqual } = found;
  const list = (name: string, lines: readonly string[]) => [
    `${name} ${lines.length}`,
    ...lines.slice(0, idsShown).map((line) => `  ${printable(line)}`),
    ...(lines.length > idsShown ? [`  … and ${lines.length - idsShown} more`] : []),
  ];
  const cells = moved.map((pair) => `${pair.from} → ${pair.to} in ${pair.cell}`);
  const splits = resplit.map((one) => `${one.id}: ${one.from} → ${one.to}`);
  return [
    `version ${from} → ${to === today ? 'the set as it stands' : to}, ${counted(kept, 'case')} kept`,
    ...(isEqual ? ['the two are the same set: their digests are equal'] : []),
    ...list('added', added),
    ...list('removed', removed),
    ...list(
      'relabelled',
      relabelled.map((pair) => `${pair.from} → ${pair.to}`),
    ),
    ...list('moved', [...cells, ...splits]),
    ...(resplit.length === 0
      ? []
      : wrap(
          'what was held out and is trained on now, or the reverse, makes scores of both versions incomparable',
          columns,
        )),
  ].join('\n');
}

/** The versions of a suite, newest first. */
export function logText(versions: readonly LoggedVersion[], file: string, colors: Session['colors']): string {
  if (versions.length === 0)
    return `no version is frozen yet: \`heldout freeze ${shellWord(printable(file))}\` writes the first`;
  const newest = versions.at(-1)?.manifest.version;
  return [
    ...versions.toReversed().map((logged) => versionText(logged, colors)),
    `\`heldout diff ${shellWord(printable(file))} ${newest}\` says what has changed since`,
  ].join('\n\n');
}

function versionText({ manifest, change, isBaseline }: LoggedVersion, colors: Session['colors']): string {
  const { version, digest, counts, sources, parents = [], judges, set } = manifest;
  const line = (name: string, text: string) =>
    wrap(printable(text), columns - 14).map((part, at) => `  ${(at === 0 ? name : '').padEnd(12)}${part}`);
  const told = (source: (typeof sources)[number]) =>
    `${source.name} (${source.licence ?? 'no licence named'}) ${source.n}`;
  return [
    `${colors.bold(`version ${version}`)}  ${digest.slice(0, digestShown)}${isBaseline ? '  baseline' : ''}`,
    ...line(
      'cases',
      `${counts.real} real, ${counts.synthetic} synthetic, ${counted(counts.clusters, 'cluster')}`,
    ),
    ...(change === null ? [] : line('changed', changeText(change))),
    ...line('real from', sources.map(told).join(', ')),
    ...(parents.length === 0 ? [] : line('made from', parents.map(told).join(', '))),
    ...(judges.length === 0 ? [] : line('judges', judges.join(', '))),
    ...(set === undefined
      ? []
      : line('gates', set.gates.map(({ gate, status }) => `${gate} ${status}`).join(', '))),
  ].join('\n');
}

function changeText(change: NonNullable<LoggedVersion['change']>): string {
  const moved = change.moved.length + change.resplit.length;
  return `${change.added.length} added, ${change.removed.length} removed, ${change.relabelled.length} relabelled, ${moved} moved, ${change.kept} kept`;
}
