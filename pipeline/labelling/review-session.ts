import type { Label } from '../../core/label.ts';
import type { ReviewItem } from './review-item.ts';

/** Where a person is in the queue, and the way there. Plain data: every step gives the next state. */
export interface ReviewProgress {
  readonly items: readonly ReviewItem[];
  /** What was done with the items before the current one: a label, or null where it was skipped. */
  readonly done: readonly (Label | null)[];
}

/** Before the first item. */
export function startReview(items: readonly ReviewItem[]): ReviewProgress {
  return { items, done: [] };
}

/** The item that is asked about; null at the end of the queue. */
export function currentItem({ items, done }: ReviewProgress): ReviewItem | null {
  return items[done.length] ?? null;
}

/** The current item with what was said of it, or passed over. At the end of the queue nothing changes. */
export function stepOn(progress: ReviewProgress, label: Label | null): ReviewProgress {
  return currentItem(progress) === null ? progress : { ...progress, done: [...progress.done, label] };
}

/** Back to the item before, with the label that is to be taken back; at the start nothing changes. */
export function stepBack(progress: ReviewProgress): {
  readonly progress: ReviewProgress;
  readonly takeBack: Label | null;
} {
  return {
    progress: { ...progress, done: progress.done.slice(0, -1) },
    takeBack: progress.done.at(-1) ?? null,
  };
}

/** How many labels were given on the way. */
export function labelCount({ done }: ReviewProgress): number {
  return done.filter((label) => label !== null).length;
}
