import type { Merged } from '../../pipeline/merge.ts';
import type { Session } from '../session.ts';

/** What `merge` tells people. */
export function mergeText({ runs, passedOver }: Merged, suite: string, colors: Session['colors']): string {
  return [
    ...runs.map(
      ({ run, role, target, from, planned }) =>
        `run ${colors.bold(run)}  ${target}: the ${role}’s ${from.length} shards, ${planned} trials`,
    ),
    ...(passedOver.length > 0 ? [`passed over, no shards of this suite: ${passedOver.join(', ')}`] : []),
    `next: heldout gate ${suite}`,
  ].join('\n');
}
