import { type Label, mailsOf, type Part } from './corpus.ts';

/** A mail as heldout reads rows. */
export interface MailRow {
  readonly id: string;
  readonly input: string;
  readonly expected: Label;
  readonly cluster: string;
  readonly tags: readonly string[];
}

/** The mails of one part as rows, in the order of the corpus; tags are the slices. */
export function rowsOf(part: Part): readonly MailRow[] {
  return mailsOf(part).map(({ id, text, label, cluster, slices }) => ({
    id,
    input: text,
    expected: label,
    cluster,
    tags: slices,
  }));
}
