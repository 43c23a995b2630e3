import type { Task } from '../../core/suite.ts';
import type { Fault } from './fault.ts';
import type { Mutant } from './mutant.ts';

/** Shares of struck trials everywhere: the weakest are near usual margins, so that some must survive a small set. */
const everywhere = [0.05, 0.1, 0.2, 0.5] as const;
/** On a slice alone, whose cases are fewer. */
const onSlice = [0.2, 0.5, 1] as const;
/** Parts that are cut away, wherever. */
const cuts = [0.25, 0.5, 0.75] as const;

/** Mutants of each fault that the task can have, at several strengths: everywhere first, then on each slice alone. */
export function planMutants(
  faults: readonly Fault[],
  slices: readonly string[],
  task: Task,
): readonly Mutant[] {
  const own = faults.filter((fault) => fault.isFor?.(task) ?? true);
  return [null, ...slices].flatMap((slice) =>
    own.flatMap((fault) =>
      strengthsOf(fault, slice).map((strength) => ({
        name: `${fault.name}@${strength}${slice === null ? '' : ` on ${slice}`}`,
        fault,
        strength,
        slice,
      })),
    ),
  );
}

function strengthsOf({ strengthIs }: Fault, slice: string | null): readonly number[] {
  if (strengthIs === 'cut') return cuts;
  return slice === null ? everywhere : onSlice;
}
