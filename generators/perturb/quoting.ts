import { z } from 'zod';
import { noOptions } from '../../core/parts.ts';
import type { Random } from '../../core/random.ts';
import { longDate } from './calendar.ts';
import { firstWords } from './first-words.ts';
import { markSubject, splitMail, subjectOf } from './mail-text.ts';
import { defineOperator, type Operator } from './operator.ts';
import { spansSurvive } from './spans-survive.ts';

const givenNames = ['Alex', 'Robin', 'Sam', 'Kim', 'Jo', 'Chris', 'Dana', 'Lee'];
const surnames = ['Carter', 'Miller', 'Reed', 'Novak', 'Hansen', 'Moreau', 'Silva', 'Fischer'];
const replies = [
  'Thanks, I will have a look.',
  'Got it, more on this later today.',
  'See my answer below the line, and call me if anything is unclear.',
  'What do you make of this?',
  'Noted. I will come back to you.',
];
const introductions = ['For your information.', 'See below.', 'This came in earlier.', 'Passing this on.'];
const quotedWords = z.int().min(1).nullable().default(null);

/** Somebody who wrote a mail at some time. */
function drawSender(random: Random): {
  readonly name: string;
  readonly address: string;
  readonly date: string;
} {
  const [given, surname] = [random.pick(givenNames), random.pick(surnames)];
  const day = new Date(Date.UTC(2023, 0, 1 + random.integer(0, 999)));
  const time = `${String(random.integer(7, 19)).padStart(2, '0')}:${String(random.integer(0, 59)).padStart(2, '0')}`;
  return {
    name: `${given} ${surname}`,
    address: `${given}.${surname}@example.com`.toLowerCase(),
    date: `${longDate(day, 'day-first')} at ${time}`,
  };
}

/** Every line after `> `, blank ones after `>`; of several blank lines in a row one stays. */
function quoted(text: string): string {
  const lines = text.replace(/\n(?:[^\S\n]*\n){2,}/g, '\n\n').split('\n');
  return lines.map((line) => (line.trim() === '' ? `>${line.trim()}` : `> ${line}`)).join('\n');
}

const quote = defineOperator({
  name: 'quote',
  group: 'quoting',
  description:
    'The text becomes the quotation in a short reply; whether that changes the answer is for people to say.',
  effect: 'unknown',
  options: z.strictObject({ words: quotedWords }),
  claims: (options) => ({
    edits: options.words === null ? ['code'] : ['code', 'url', 'email', 'date', 'number', 'entity'],
    // `Subject:x` becomes two words.
    changed: options.words === null ? () => 1 : null,
    // There is a word in every other line, and a `>` in every line.
    words: (words) => ({ min: Math.min(words, options.words ?? words), max: 3 * words + 40 }),
  }),
  apply: (text, edit, options) => {
    const { headers, body } = splitMail(text);
    const original = body.replace(/^\s*\n/, '').trimEnd();
    if (original === '') return null;
    const kept = options.words === null ? original : (firstWords(original, options.words) ?? original);
    const { name, date } = drawSender(edit.random);
    const reply = `${edit.random.pick(replies)}\n\nOn ${date}, ${name} wrote:\n${quoted(kept)}\n`;
    const mail = markSubject(headers, 'Re:', /^re:/i) + reply;
    return spansSurvive(edit.spans, mail) ? mail : null;
  },
});

const forward = defineOperator({
  name: 'forward',
  group: 'quoting',
  description: 'The text becomes a forwarded message; whether that changes the answer is for people to say.',
  effect: 'unknown',
  options: noOptions,
  claims: () => ({
    changed: () => 1,
    words: (words) => ({ min: words + 12, max: 2 * words + 40 }),
  }),
  apply: (text, edit) => {
    const { headers, body } = splitMail(text);
    if (body.trim() === '') return null;
    const { name, address, date } = drawSender(edit.random);
    const subject = subjectOf(headers);
    const block = [
      '-------- Forwarded message --------',
      `From: ${name} <${address}>`,
      `Date: ${date}`,
      ...(subject === null ? [] : [`Subject: ${subject}`]),
    ];
    const mail = `${markSubject(headers, 'Fwd:', /^fwd?:/i)}${edit.random.pick(introductions)}\n\n${block.join('\n')}\n\n${body}`;
    return spansSurvive(edit.spans, mail) ? mail : null;
  },
});

/** A mail inside another. */
export const quoting: readonly Operator[] = [quote, forward];
