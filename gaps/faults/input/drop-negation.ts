import type { InputFault } from '../fault.ts';
import { changedTexts } from './changed-texts.ts';

/** What is left of an auxiliary that loses its `n't`. */
const stems: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall', ai: 'is' };
// Whole words that do little else than negate: of English, German, Dutch, French, Spanish, Portuguese, Italian.
const words =
  /(?<![\p{L}\p{N}'’])(?:not|never|nicht|niemals|niet|nooit|pas|jamais|nunca|não|non)(?![\p{L}\p{N}'’]) ?/giu;

/** Every negation of the users' texts is gone, as by a filter of frequent words. */
export const dropNegation: InputFault = {
  name: 'drop-negation',
  at: 'input',
  strengthIs: 'share',
  description: 'negations are dropped from the input',
  apply: (input) => changedTexts(input, withoutNegation),
};

function withoutNegation(text: string): string {
  return text
    .replace(/\b(can)not\b/gi, '$1')
    .replace(/\b([A-Za-z]+)n['’]t\b/g, (_, stem: string) => stems[stem.toLowerCase()] ?? stem)
    .replace(words, '');
}
