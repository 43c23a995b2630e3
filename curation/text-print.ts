import type { CaseInput } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { GramSet } from './gram-set.ts';
import { plainText } from './plain-text.ts';
import { charGrams, wordGrams, wordHashes } from './text-grams.ts';
import { userText } from './user-text.ts';

/** An input as duplicates are looked for in it. */
export interface TextPrint {
  /** What the user says, as `plainText` makes it. */
  readonly plain: string;
  /** Hashes of its words. */
  readonly words: Uint32Array;
  /** Digest of all else: system prompts, replies, documents, tools. Only inputs that agree in it are compared. */
  readonly context: string;
}

/** Texts of fewer words are compared by their characters, longer ones by runs of words (quality-gates.md, gate 8). */
export const shortWords = 30;
const documentGram = 5;

const prints = new WeakMap<CaseInput, TextPrint>();

/** The print of an input; made once. */
export function textPrint(input: CaseInput): TextPrint {
  const known = prints.get(input);
  if (known !== undefined) return known;
  const plain = plainText(userText(input));
  const rest = input.messages
    .filter(({ role }) => role !== 'user')
    .map(({ role, content }) => [role, content]);
  // Inputs are plain data by their types; JSON has no narrower name for that.
  const around = [rest, input.documents ?? [], input.tools ?? []] as unknown as Json;
  const print = { plain, words: wordHashes(plain), context: shortDigest(canonicalJson(around)) };
  prints.set(input, print);
  return print;
}

/** Whether a text is compared by runs of 5 words with texts that are as long. */
export function isLong({ words }: TextPrint): boolean {
  return words.length >= shortWords;
}

/** The grams of a text: of characters, or of words. */
export function gramsOf({ plain, words }: TextPrint, by: 'characters' | 'words'): Uint32Array {
  return by === 'characters' ? charGrams(plain) : wordGrams(words, documentGram);
}

/** How two texts are compared with each other. */
export function comparedBy(one: TextPrint, other: TextPrint): 'characters' | 'words' {
  return isLong(one) && isLong(other) ? 'words' : 'characters';
}

/** The members of a set of grams that another holds as well. */
export function sharedGrams(grams: Uint32Array, other: Uint32Array): Uint32Array {
  const held = new GramSet();
  held.fill(other);
  return grams.filter((gram) => held.has(gram));
}

/** Jaccard's index of two sets of grams; 0 where both are empty. */
export function jaccard(grams: Uint32Array, other: Uint32Array): number {
  const [one, two] = [new GramSet(), new GramSet()];
  one.fill(grams);
  two.fill(other);
  let shared = 0;
  for (const gram of one.values) if (two.has(gram)) shared++;
  const both = one.size + two.size - shared;
  return both === 0 ? 0 : shared / both;
}
