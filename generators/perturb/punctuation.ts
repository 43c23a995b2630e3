import { noOptions } from '../../core/parts.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceAll, replaceSome } from './replace-matches.ts';

// Marks at the edge of a word. What stands alone stays (`:)` has a meaning), and so does what joins (`e.g.`, `a/b`).
const atEdge =
  /(?<=[\p{L}\p{M}\p{N}])[.,;:!?…"'“”‘’„«»()[\]]+(?=\s|$)|(?<=^|\s)["'“”‘„«»([]+(?=[\p{L}\p{N}])/gu;
const sentenceEnd = /(?<=[\p{L}\p{M}\p{N}])[.!?](?=\s|$)/gu;

const stripPunctuation = defineOperator({
  name: 'strip-punctuation',
  group: 'punctuation',
  description: 'Punctuation at the edges of words is left out throughout.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: null }),
  apply: (text, edit) => replaceAll(text, openMatches(text, atEdge, edit), () => ''),
});

const repeatPunctuation = defineOperator({
  name: 'repeat-punctuation',
  group: 'punctuation',
  description: 'A mark at the end of a sentence is repeated two to four times.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({}),
  apply: (text, edit) =>
    replaceSome(text, openMatches(text, sentenceEnd, edit), edit, ([mark]) =>
      mark.repeat(edit.random.integer(2, 4)),
    ),
});

/** Marks left out and marks repeated. */
export const punctuation: readonly Operator[] = [stripPunctuation, repeatPunctuation];
