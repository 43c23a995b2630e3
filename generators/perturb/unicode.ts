import { z } from 'zod';
import { letterTwins } from '../../core/letter-twins.ts';
import { noOptions } from '../../core/parts.ts';
import { openMatches } from './open-matches.ts';
import { graphemes, openWords } from './open-words.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceAll, replaceSome } from './replace-matches.ts';
import { wordStart } from './word-start.ts';

// Space of no width, non-joiner, word joiner. Not the joiner: it would glue emoji together.
const invisible = ['\u200b', '\u200c', '\u2060'] as const;
// Acute, grave, diaeresis, dot below, low line, ring.
const marks = ['\u0301', '\u0300', '\u0308', '\u0323', '\u0332', '\u030a'] as const;
// Left-to-right mark, right-to-left mark, a first-strong isolate, a left-to-right embedding.
const directions = [
  ['\u200e', ''],
  ['\u200f', ''],
  ['\u2068', '\u2069'],
  ['\u202a', '\u202c'],
] as const;
const emojis = ['👋', '📎', '🔎', '🗂️', '➡️', '👩‍💻', '🧑🏽‍🔧'] as const;

const homoglyph = defineOperator({
  name: 'homoglyph',
  group: 'unicode',
  description: 'Letters become Cyrillic or Greek ones of the same look, at least one in each chosen word.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ language: 'any' }),
  apply: (text, edit) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const letters = graphemes(word);
      const candidates = letters.map((_, at) => at).filter((at) => letterTwins.has(letters[at] ?? ''));
      if (candidates.length === 0) return null;
      const chosen = new Set([
        edit.random.pick(candidates),
        ...candidates.filter(() => edit.random.chance(0.3)),
      ]);
      const twin = (letter: string) => edit.random.pick([...(letterTwins.get(letter) ?? letter)]);
      return letters.map((letter, at) => (chosen.has(at) ? twin(letter) : letter)).join('');
    }),
});

const zeroWidth = defineOperator({
  name: 'zero-width',
  group: 'unicode',
  description: 'An invisible character stands inside a word.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ language: 'any' }),
  apply: (text, edit) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const letters = graphemes(word);
      const at = edit.random.integer(1, letters.length - 1);
      return letters.slice(0, at).join('') + edit.random.pick(invisible) + letters.slice(at).join('');
    }),
});

const combiningMarks = defineOperator({
  name: 'combining-marks',
  group: 'unicode',
  description: 'A letter of a word carries combining marks that do not belong there.',
  effect: 'invariant',
  options: z.strictObject({ marks: z.int().min(1).max(50).default(1) }),
  claims: () => ({ language: 'any' }),
  apply: (text, edit, options) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const letters = graphemes(word);
      const at = edit.random.integer(0, letters.length - 1);
      const added = Array.from({ length: options.marks }, () => edit.random.pick(marks)).join('');
      return letters.map((letter, i) => (i === at ? letter + added : letter)).join('');
    }),
});

const fullWidth = defineOperator({
  name: 'full-width',
  group: 'unicode',
  description: 'Latin words are written in full-width letters.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ language: 'any' }),
  apply: (text, edit) => {
    const words = openWords(text, edit, 2).filter(([word]) => /^[A-Za-z]+$/.test(word));
    return replaceSome(text, words, edit, ([word]) =>
      word.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    );
  },
});

const nfd = defineOperator({
  name: 'nfd',
  group: 'unicode',
  description: 'Accented letters are written as letter and accent (NFD) throughout.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['entity'], changed: null, language: 'any' }),
  apply: (text, edit) =>
    replaceAll(text, openMatches(text, /[^\p{ASCII}]+/gu, edit), ([run]) => run.normalize('NFD')),
});

const bidiMark = defineOperator({
  name: 'bidi-mark',
  group: 'unicode',
  description: 'Invisible marks of writing direction stand around a word.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ language: 'any' }),
  apply: (text, edit) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const [before, after] = edit.random.pick(directions);
      return before + word + after;
    }),
});

const emoji = defineOperator({
  name: 'emoji',
  group: 'unicode',
  description: 'Emoji without a mood stand before words, some of them made of several code points.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 0, words: (words, edits) => ({ min: words + 1, max: words + edits }) }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, wordStart, edit, 'body'), edit, () => `${edit.random.pick(emojis)} `),
});

/** What looks the same, or nearly so, and is other code points. */
export const unicode: readonly Operator[] = [
  homoglyph,
  zeroWidth,
  combiningMarks,
  fullWidth,
  nfd,
  bidiMark,
  emoji,
];
