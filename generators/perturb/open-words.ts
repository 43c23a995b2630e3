import { graphemeExtend as extend } from './grapheme-extend.ts';
import { openMatches } from './open-matches.ts';
import type { Edit } from './operator.ts';

// Whatever extends a letter to one visible character belongs to the word, so that none is cut in two.
// Parts of names with digits, handles, tags and entities (`A12`, `x_1`, `@sam`, `#todo`, `&amp;`) are no words.
const word = new RegExp(
  `(?<![\\p{L}\\p{N}_@#&${extend}])\\p{L}[\\p{L}${extend}]*(?![\\p{L}\\p{N}_@${extend}])`,
  'gu',
);

/** Runs of at least so many letters that may be edited; an apostrophe ends a run. */
export function openWords(
  text: string,
  edit: Pick<Edit, 'spans'>,
  minLetters: number,
): readonly RegExpExecArray[] {
  return openMatches(text, word, edit).filter(
    ([run]) => run.length >= minLetters && (isAscii(run) || graphemes(run).length >= minLetters),
  );
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The visible characters of a text, each of which may be several code points. */
export function graphemes(text: string): readonly string[] {
  return isAscii(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}
