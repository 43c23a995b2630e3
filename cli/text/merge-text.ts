import { counted } from '../../core/counted.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Merged } from '../../pipeline/merge.ts';
import type { Session } from '../session.ts';

/** What `merge` tells people. */
export function mergeText({ runs, passedOver }: Merged, suite: string, colors: Session['colors']): string {
  return [
    ...runs.map(
      ({ run, role, target, from, planned }) =>
        `run ${colors.bold(run)}  ${target}: the ${role}’s ${counted(from.length, 'shard')}, ${counted(planned, 'trial')}`,
    ),
    ...(passedOver.length > 0 ? [`passed over, no shards of this suite: ${passedOver.join(', ')}`] : []),
    `next: \`heldout gate ${shellWord(suite)}\``,
  ].join('\n');
}
