import { noOptions } from '../../core/parts.ts';
import { splitMail } from './mail-text.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';
import { statementStart } from './statement-start.ts';
import { wordStart } from './word-start.ts';

const hesitations = ['um', 'uh', 'er', 'well', 'you know', 'I mean'];
const hedges = ['I think', 'I believe', 'I would say', 'As far as I can tell,', 'It seems to me that'];
const greetings = ['Hello!', 'Hi there!', 'Good morning!', 'Good day!'];
const thanks = ['Thank you.', 'Thanks in advance.', 'Many thanks for your help.', 'Thank you for your time.'];

const filler = defineOperator({
  name: 'filler',
  group: 'fillers',
  description: 'Words of hesitation stand before other words, as in the transcript of a call.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 0, words: (words, edits) => ({ min: words + 1, max: words + 2 * edits }) }),
  apply: (text, edit) =>
    replaceSome(
      text,
      openMatches(text, wordStart, edit, 'body'),
      edit,
      () => `${edit.random.pick(hesitations)} `,
    ),
});

const statement = new RegExp(`${statementStart}(?= \\p{Ll})`, 'gmu');

const hedge = defineOperator({
  name: 'hedge',
  group: 'fillers',
  description: 'Statements begin with "I think" or the like.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ words: (words, edits) => ({ min: words + 2, max: words + 6 * edits }) }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, statement, edit, 'body'), edit, ([start]) => {
      return `${edit.random.pick(hedges)} ${start === 'I' ? start : start.toLowerCase()}`;
    }),
});

const politeness = defineOperator({
  name: 'politeness',
  group: 'fillers',
  description: 'A greeting before the text, thanks after it, or both.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 0, words: (words) => ({ min: words + 1, max: words + 8 }) }),
  apply: (text, edit) => {
    const { headers, body } = splitMail(text);
    if (body.trim() === '') return null;
    // On lines of their own where the text has lines, so that lists, quotes and code keep theirs.
    const gap = body.trim().includes('\n') || !/^\p{L}/u.test(body) ? '\n\n' : ' ';
    const closes = /[.!?…]$/.test(body);
    const greeting = `${edit.random.pick(greetings)}${gap}`;
    const closing = `${closes ? gap : '\n\n'}${edit.random.pick(thanks)}`;
    const form = edit.random.pick(['before', 'after', 'both']);
    return headers + (form === 'after' ? '' : greeting) + body + (form === 'before' ? '' : closing);
  },
});

/** What people say without meaning anything by it. */
export const fillers: readonly Operator[] = [filler, hedge, politeness];
