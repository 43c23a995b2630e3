import { isProbe } from './loop-rows.ts';
import { type MailRow, rowsOf } from './mail-rows.ts';

/** The probe of the loop: for an honest comparison before and after training. */
export function rows(): readonly MailRow[] {
  return rowsOf('heldout').filter(isProbe);
}
