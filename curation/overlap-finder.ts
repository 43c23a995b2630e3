import type { CaseInput } from '../core/case.ts';
import { contaminationFlag, flagWords } from './contamination-flag.ts';
import { ContaminationScan, type RowHit } from './contamination-scan.ts';
import { guardText } from './guard-text.ts';
import { type GuardedInput, guardedTexts } from './guarded-texts.ts';
import { ShortTexts } from './short-texts.ts';
import { wordHashes } from './text-grams.ts';
import { overlappingTexts, userText, wholeText } from './user-text.ts';

/** What is looked at of something that may be trained on. */
export interface OverlappingItem {
  readonly input: CaseInput;
  readonly answer?: string;
  /** What else is written of it: a wrong answer, a rationale, tags. Each is compared by itself. */
  readonly beside?: readonly string[];
}

/** An input that something overlaps with, by its place in the list, and what there is of the one in the other, in words. */
export interface Overlap {
  readonly text: number;
  readonly how: string;
  /** By a part of the input, or by a short text within a longer one: too much to train on, too little to call the two one. */
  readonly isLoose: boolean;
}

/** An item is a piece of a text that holds so much of its words. */
const leastOfItem = 0.5;
/** A turn, a document or an answer of fewer words is what anybody may write; of a whole item the 8 of a word 8-gram do. */
const fewestOfPart = 16;
/** Of a text of fewer than 16 words half of the 8-grams, and three at least, stand in what repeats it: 10 words in a row. */
const fewestGrams = 3;
const leastOfGrams = 0.5;

/**
 * Tells of an item with which of some inputs it overlaps so much that one must not be trained on and the other tested: it
 * says what the input or a part of it says (see {@link guardedTexts}), holds it whole, or half of it, or half of the item,
 * or of a part of it, stands in the input.
 */
export function overlapFinder(inputs: readonly GuardedInput[]): (item: OverlappingItem) => Iterable<Overlap> {
  const guarded = guardedTexts(inputs);
  const texts = guarded.map(({ text }) => text);
  const scan = new ContaminationScan<null>(texts);
  const short = new ShortTexts(guarded.map(({ text, isShortTurn }) => (isShortTurn ? '' : text)));
  return function* (item) {
    const isPieceOf = pieceRule(item);
    const asked = userText(item.input);
    for (const said of textsOf(item)) {
      const plain = guardText(said);
      const loose = new Map([...short.within(plain)].map((at) => [at, 'stands in it word for word']));
      const close = new Map<number, string>();
      for (const hit of scan.read(plain, null)) {
        if (guarded[hit.text]?.isShortTurn && said !== asked) continue;
        const words = scan.found[hit.text]?.words ?? 0;
        const run = loose.get(hit.text) ?? runWords(hit, words);
        if (run !== null) loose.set(hit.text, run);
        const how = flagged(hit, words) ?? (isPieceOf(said, hit) ? (run ?? pieceWords(hit)) : null);
        if (how !== null) close.set(hit.text, how);
      }
      for (const [at, how] of [...close, ...[...loose].filter(([at]) => !close.has(at))]) {
        const { input, part } = guarded[at] ?? { input: -1, part: null };
        const isLoose = part !== null || !close.has(at);
        yield { text: input, how: part === null ? how : `${how} (${part})`, isLoose };
      }
    }
  };
}

/**
 * All that an item says, by itself, and in one piece, since a text may be spread over turns. An answer of one word, such as the
 * label `activate_my_card`, tells nothing: a held-out text may be those words.
 */
function textsOf({ input, answer = '', beside = [] }: OverlappingItem): ReadonlySet<string> {
  const isText = (text: string) => /\s/.test(text.trim());
  const turns = input.messages.map(({ content }) => content);
  const told = [answer, ...beside].filter(isText);
  return new Set([...overlappingTexts(input), ...told, [...turns, answer].filter(isText).join('\n')]);
}

/** What is asked about documents may be the same for all of them: then it is no piece of a case. */
function pieceRule({ input, answer = '', beside = [] }: OverlappingItem) {
  const { messages, documents = [] } = input;
  const whole = wholeText(input);
  const said =
    documents.length === 0 ? messages.map(({ content }) => content) : documents.map(({ text }) => text);
  const parts = new Set([...said, answer, ...beside]);
  return (text: string, { rowShare }: RowHit): boolean => {
    if (rowShare < leastOfItem) return false;
    return text === whole || (parts.has(text) && wordHashes(guardText(text)).length >= fewestOfPart);
  };
}

function pieceWords({ rowShare }: RowHit): string {
  return `holds ${(100 * rowShare).toFixed(0)} % of its words`;
}

/** In words that so few are covered by one run of 8-grams, as all of them overlap. */
function runWords({ share }: RowHit, words: number): string | null {
  const run = Math.round(share * words);
  const grams = run - 7;
  if (words >= 16 || grams < fewestGrams || grams < leastOfGrams * (words - 7)) return null;
  return `shares ${run} words in a row with it`;
}

function flagged({ exact, share, jaccard }: RowHit, words: number): string | null {
  const flag = contaminationFlag({
    words,
    exact: exact ? true : null,
    coverage: share === 0 ? null : { share, row: true },
    jaccard: jaccard === null ? null : { value: jaccard, row: true },
  });
  return flag?.level === 'drop' ? `${flagWords(flag)} it` : null;
}
