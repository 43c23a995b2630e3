import { hash } from './hash.ts';
import { type MailRow, rowsOf } from './mail-rows.ts';

const probeSeed = 29;

/** A third of the held-out clusters is the probe of the loop: no run of it scores them, and nothing is chosen by them. */
export function isProbe({ cluster }: Pick<MailRow, 'cluster'>): boolean {
  return hash(cluster, probeSeed) % 3 === 0;
}

/** The real held-out mails of the loop: those that are no probe. */
export function rows(): readonly MailRow[] {
  return rowsOf('heldout').filter((row) => !isProbe(row));
}
