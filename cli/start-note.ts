import { counted } from '../core/counted.ts';
import type { RunHeader } from '../core/run.ts';

/** What people are told when a run starts: that it goes on, or that there was nothing to go on with; null: nothing. */
export function startNote(
  { id, role, target, planned }: RunHeader,
  { done, isNew, resume }: { readonly done: number; readonly isNew: boolean; readonly resume: boolean },
): string | null {
  if (done > 0) return `going on with run ${id}: ${done} of ${counted(planned, 'trial')} are there`;
  // The baseline of a test goes on by itself where it can.
  if (!resume || !isNew || role === 'baseline') return null;
  return `nothing to resume: ${target.ref} has no unfinished run on these cases, so run ${id} starts anew`;
}
