import { noOptions } from '../../core/parts.ts';
import { splitMail } from './mail-text.ts';
import { openWords } from './open-words.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';
import { spansSurvive } from './spans-survive.ts';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const htmlWrap = defineOperator({
  name: 'html-wrap',
  group: 'markup',
  description: 'The body becomes an HTML page with paragraphs; `&`, `<` and `>` become entities.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({
    edits: ['code', 'url'],
    changed: null,
    words: (words) => ({ min: words + 4, max: 3 * words + 2 }),
  }),
  apply: (text, edit) => {
    const { headers, body } = splitMail(text);
    const trimmed = body.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
    if (trimmed === '') return null;
    const blocks = trimmed.split(/\n(?:[^\S\n]*\n)+/);
    const lines = (block: string) => escaped(block).replaceAll('\n', ' <br>\n');
    const paragraphs = blocks.map((block) => `<p>\n${lines(block)}\n</p>`);
    const page = `${headers}<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`;
    return spansSurvive(edit.spans, page) ? page : null;
  },
});

const htmlEntities = defineOperator({
  name: 'html-entities',
  group: 'markup',
  description: 'The letters of some words are written as numeric HTML entities.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ language: 'any' }),
  apply: (text, edit) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const base = edit.random.pick([10, 16]);
      const number = (character: string) => (character.codePointAt(0) ?? 0).toString(base);
      return [...word].map((character) => `&#${base === 16 ? 'x' : ''}${number(character)};`).join('');
    }),
});

const markdownEmphasis = defineOperator({
  name: 'markdown-emphasis',
  group: 'markup',
  description: 'Some words stand in Markdown emphasis.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({}),
  apply: (text, edit) =>
    replaceSome(text, openWords(text, edit, 2), edit, ([word]) => {
      const mark = edit.random.pick(['*', '**', '_', '***']);
      return mark + word + mark;
    }),
});

/** The same words in a mark-up language. */
export const markup: readonly Operator[] = [htmlWrap, htmlEntities, markdownEmphasis];
