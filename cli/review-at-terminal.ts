import { counted } from '../core/counted.ts';
import { fault } from '../core/errors.ts';
import { labelOf, type ReviewItem } from '../pipeline/labelling/review-item.ts';
import {
  currentItem,
  labelCount,
  startReview,
  stepBack,
  stepOn,
} from '../pipeline/labelling/review-session.ts';
import type { LoadedSuite } from '../pipeline/load-suite.ts';
import { unreadable } from '../pipeline/parts.ts';
import {
  applyReview,
  type ReviewOptions,
  recordLabel,
  reviewQueue,
  takeBackLabel,
} from '../pipeline/review.ts';
import { askReview } from './ask-review.ts';
import type { ExitCode } from './command.ts';
import { terminalPrompts } from './prompts.ts';
import type { Session } from './session.ts';
import { reviewSummary } from './text/review-text.ts';

/**
 * Asks a person about the queue, item by item. Every word is on the disk before the next item is shown; it takes
 * effect at the end, also where the person leaves early. Throws USAGE where there is no terminal to ask at.
 */
export async function reviewAtTerminal(
  loaded: LoadedSuite,
  options: ReviewOptions,
  { blind }: { readonly blind: boolean },
  session: Session,
): Promise<ExitCode> {
  if (!session.isInteractive) {
    throw fault('USAGE', 'there is no terminal to ask at', {
      hint: 'write the queue with `--export FILE`, fill it in, and take it with `--import FILE`; `--json` shows it',
    });
  }
  // What an interrupted session left undone.
  applyReview(loaded);
  const queue = await reviewQueue(loaded, options);
  if (queue.items.length === 0) session.print('nothing to look at');
  const { labels, left, isCancelled } = await askAll(loaded, queue.items, options.by, blind, session);
  const changes = applyReview(loaded);
  const { strata } = await reviewQueue(loaded, options);
  session.print(`\n${counted(labels, 'label')} kept`);
  session.print(reviewSummary(left, changes, strata, queue.notes));
  return isCancelled ? 130 : 0;
}

async function askAll(
  loaded: LoadedSuite,
  items: readonly ReviewItem[],
  by: string,
  blind: boolean,
  session: Session,
): Promise<{ readonly labels: number; readonly left: number; readonly isCancelled: boolean }> {
  const { task } = loaded.suite;
  const prompts = await terminalPrompts(session.signal);
  let isCancelled = false;
  let progress = startReview(items);
  for (let entry = currentItem(progress); entry !== null; entry = currentItem(progress)) {
    const { item } = entry;
    const scorers = loaded.scorers.get(item.cell.skill) ?? [];
    const place = { at: progress.done.length + 1, of: items.length };
    const asked = await askReview(
      entry,
      { prompts, task, place, blind, unreadable: (expected) => unreadable(scorers, expected) },
      session,
    );
    isCancelled = asked === 'cancel';
    if (asked === 'quit' || asked === 'cancel') break;
    if (asked === 'undo') {
      const back = stepBack(progress);
      if (back.takeBack !== null) takeBackLabel(loaded, back.takeBack);
      progress = back.progress;
      continue;
    }
    const label = asked === 'skip' ? null : labelOf(entry, asked, by, new Date());
    if (label !== null) recordLabel(loaded, label, item);
    progress = stepOn(progress, label);
  }
  const labels = labelCount(progress);
  return { labels, left: items.length - labels, isCancelled };
}
