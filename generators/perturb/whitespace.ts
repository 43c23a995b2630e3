import { noOptions } from '../../core/parts.ts';
import { graphemeExtend } from './grapheme-extend.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';

// A blank that carries a combining mark is one character with it.
const singleBlank = new RegExp(`(?<=\\S) (?=[^\\s${graphemeExtend}])`, 'gu');

const extraWhitespace = defineOperator({
  name: 'extra-whitespace',
  group: 'whitespace',
  description: 'Blanks between words become several, or blanks and tabs.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 0 }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, singleBlank, edit), edit, () =>
      edit.random.pick(['  ', '   ', ' \t', '\t', '     ']),
    ),
});

const newlines = defineOperator({
  name: 'newlines',
  group: 'whitespace',
  description: 'Blanks between words of the body become line breaks.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 0 }),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, singleBlank, edit, 'body'), edit, () =>
      edit.random.pick(['\n', '\n\n', ' \n']),
    ),
});

/** More space than a text needs. */
export const whitespace: readonly Operator[] = [extraWhitespace, newlines];
