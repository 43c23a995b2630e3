import { type MailRow, rowsOf } from './mail-rows.ts';

/** The mails that synthetic cases are made from: 10 % of the clusters, in no other part. */
export function rows(): readonly MailRow[] {
  return rowsOf('seeds');
}
