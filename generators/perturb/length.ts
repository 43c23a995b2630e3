import { z } from 'zod';
import { noOptions } from '../../core/parts.ts';
import { countWords } from './count-words.ts';
import { firstWords } from './first-words.ts';
import { splitMail } from './mail-text.ts';
import { defineOperator, type Operator } from './operator.ts';
import { spansSurvive } from './spans-survive.ts';

const asides = [
  'The weather here has been mild this week.',
  'It is a little past noon where I am.',
  'The train was on time this morning.',
  'There is a cup of tea next to me while I write.',
  'The office has been quiet for the last few days.',
  'I have been meaning to write for a while.',
  'The trees in front of the window are green again.',
  'Somebody is playing the piano in the next house.',
  'I am writing this between two other tasks.',
  'The bakery at the corner has a new sign.',
];

const notices = [
  'This message is meant for the person it is addressed to. If it reached you by mistake, please delete it and let the sender know.',
  'Confidential: please do not pass this message on without the consent of its author. Opinions in it are those of the author alone.',
  'The content of this message may be confidential. Whoever is not the intended reader may not copy, use or forward it.',
  'Please think of the environment before you print this message. It was checked for harmful software, and the sender takes no liability for any that was missed.',
];

const longest = (texts: readonly string[]) => Math.max(...texts.map(countWords));
const shortest = (texts: readonly string[]) => Math.min(...texts.map(countWords));

/** The text with a paragraph after it; nothing of the text is taken away. */
function withParagraph(text: string, paragraph: string): string {
  const gap = text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return text + gap + paragraph;
}

const truncate = defineOperator({
  name: 'truncate',
  group: 'length',
  description:
    'The body ends after its first words; whether what is left still says enough is for people to say.',
  effect: 'unknown',
  options: z.strictObject({ words: z.int().min(1).default(30) }),
  claims: (options) => ({
    edits: ['code', 'url', 'email', 'date', 'number', 'entity'],
    changed: null,
    words: (words) => ({ min: Math.min(options.words, words), max: words }),
  }),
  apply: (text, edit, options) => {
    const { headers, body } = splitMail(text);
    const start = firstWords(body, options.words);
    return start !== null && spansSurvive(edit.spans, headers + start) ? headers + start : null;
  },
});

const pad = defineOperator({
  name: 'pad',
  group: 'length',
  description: 'Sentences that have nothing to do with the matter follow the text.',
  effect: 'invariant',
  options: z.strictObject({ sentences: z.int().min(1).max(asides.length).default(3) }),
  claims: ({ sentences }) => ({
    changed: () => 0,
    words: (words) => ({
      min: words + sentences * shortest(asides),
      max: words + sentences * longest(asides),
    }),
  }),
  apply: (text, edit, { sentences }) =>
    withParagraph(text, edit.random.shuffle(asides).slice(0, sentences).join(' ')),
});

const disclaimer = defineOperator({
  name: 'disclaimer',
  group: 'length',
  description: 'A notice of confidentiality or the like follows the text.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({
    changed: () => 0,
    words: (words) => ({ min: words + shortest(notices), max: words + longest(notices) }),
  }),
  apply: (text, edit) => withParagraph(text, edit.random.pick(notices)),
});

/** Less text, or more of it. */
export const length: readonly Operator[] = [truncate, pad, disclaimer];
