import { existsSync, readFileSync } from 'node:fs';
import { damaged } from './candidate-broken.ts';
import { type TrainingMail, trainCandidate } from './candidate-good.ts';
import { classifierTarget } from './classifier.ts';
import { mailsOf } from './corpus.ts';

const exported = new URL('./email-triage-loop/export/train.jsonl', import.meta.url);

/** The broken candidate, trained anew: its own data and what `heldout fill` exported. Trained at its first call. */
export const target = classifierTarget(() =>
  trainCandidate([...damaged(mailsOf('training')), ...exportedMails()]),
);

/** The training export as mails. Throws where there is none yet. */
export function exportedMails(): readonly TrainingMail[] {
  if (!existsSync(exported)) {
    throw new Error('there is no training export yet: fill the gaps of the broken candidate first');
  }
  const lines = readFileSync(exported, 'utf8').trim().split('\n');
  return lines.map((line) => mailOf(JSON.parse(line)));
}

/** A conversation of the export: the mail is what the user says, the answer what the assistant says. */
function mailOf({
  messages,
}: {
  readonly messages: readonly { role: string; content: string }[];
}): TrainingMail {
  const said = (role: string) => messages.findLast((message) => message.role === role)?.content ?? '';
  const label = said('assistant');
  if (label !== 'ham' && label !== 'spam') throw new Error(`\`${label}\` is neither ham nor spam`);
  return { text: said('user'), label };
}
