import { inputText } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';
import { wordsOf } from './shared-run.ts';

/** Shorter texts repeat a phrase by accident. */
const fewestWords = 50;
/** Share of the characters that the most frequent n-gram may take up (Gopher, arXiv:2112.11446, table A1). */
const mostOfOne: readonly (readonly [n: number, share: number])[] = [
  [2, 0.2],
  [3, 0.18],
  [4, 0.16],
];
/** Share that all n-grams may take up that came before. */
const mostOfAll: readonly (readonly [n: number, share: number])[] = [
  [5, 0.15],
  [6, 0.14],
  [7, 0.13],
  [8, 0.12],
  [9, 0.11],
  [10, 0.1],
];

/**
 * Refuses texts of a model that went round in circles: of 50 words or more, with too large a share of its characters in
 * one n-gram of 2 to 4 words, or in n-grams of 5 to 10 words that it has said before.
 */
export const repetition: JudgePart = definePart({
  name: 'repetition',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess({ input, provenance }, { claims }) {
      if (provenance.kind !== 'generated' || provenance.model === null || claims.asFound === true)
        return accept('no model wrote the text');
      const words = wordsOf(inputText(input));
      if (words.length < fewestWords) return accept(`${words.length} words are too few to tell`);
      const found = repeated(words);
      return found === null ? accept('it does not repeat itself') : reject('repetition', found);
    },
  }),
});

function repeated(words: readonly string[]): string | null {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  for (const [n, most] of mostOfOne) {
    const { share, gram } = topGram(words, n);
    if (share > most)
      return `"${gram}" takes up ${percent(share)} of the text, at most ${percent(most)} may be one ${n}-gram`;
  }
  for (const [n, most] of mostOfAll) {
    const share = repeatedShare(words, n);
    if (share > most)
      return `${percent(share)} of the text are ${n}-grams that came before, at most ${percent(most)} may be`;
  }
  return null;
}

function topGram(words: readonly string[], n: number): { readonly share: number; readonly gram: string } {
  const counts = new Map<string, number>();
  for (const gram of gramsOf(words, n)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const taken = ([gram, count]: readonly [string, number]) => (count < 2 ? 0 : gram.length * count);
  const [top = ['', 0] as const] = [...counts].sort((a, b) => taken(b) - taken(a));
  return { share: taken(top) / words.join(' ').length, gram: top[0] };
}

/** Walks from n-gram to n-gram: behind one that came before, the next one begins at its end. */
function repeatedShare(words: readonly string[], n: number): number {
  const grams = gramsOf(words, n);
  const seen = new Set<string>();
  let characters = 0;
  for (let at = 0; at < grams.length; ) {
    const gram = grams[at] ?? '';
    if (seen.has(gram)) {
      characters += gram.length;
      at += n;
    } else {
      seen.add(gram);
      at++;
    }
  }
  return characters / words.join(' ').length;
}

function gramsOf(words: readonly string[], n: number): readonly string[] {
  return words.slice(0, Math.max(0, words.length - n + 1)).map((_, at) => words.slice(at, at + n).join(' '));
}
