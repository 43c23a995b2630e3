import { type MailRow, rowsOf } from './mail-rows.ts';

/** The real held-out mails: 30 % of the clusters, seen by nobody in training. */
export function rows(): readonly MailRow[] {
  return rowsOf('heldout');
}
