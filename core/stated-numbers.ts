const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const values = new Map<string, number>([
  ...ones.split(' ').map((word, value) => [word, value] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 10 * (index + 2)] as const),
  ['dozen', 12],
]);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
]);

/** Words of a text, and the numbers among them. */
export interface StatedNumbers {
  /** In one way of writing: `7.50` and `7.5` are one number, and so are `twenty-five` and `25`. */
  readonly numbers: readonly string[];
  /** The words that are no numbers. */
  readonly rest: readonly string[];
}

/**
 * Tells the numbers of a text from its other words: numerals, and English number words. A lone `one` is a word: it may
 * count something or stand for somebody.
 */
export function statedNumbers(words: readonly string[]): StatedNumbers {
  const numbers: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const spoken = spokenNumber(words, at);
    if (spoken !== null && !(spoken.length === 1 && word === 'one')) {
      numbers.push(String(spoken.value));
      at += spoken.length;
      continue;
    }
    const scale = scales.get(words[at + 1] ?? '');
    const isPlain = /^\d+(?:\.\d+)?$/.test(word);
    if (isPlain) numbers.push(String(Number((Number(word) * (scale ?? 1)).toPrecision(12))));
    else (/\d/.test(word) ? numbers : rest).push(word);
    at += isPlain && scale !== undefined ? 2 : 1;
  }
  return { numbers, rest };
}

/** The number that number words say from here on, and how many words it takes; null where none stands here. */
function spokenNumber(
  words: readonly string[],
  from: number,
): { readonly value: number; readonly length: number } | null {
  let [total, current, at] = [0, 0, from];
  let last = Infinity;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    const [value, scale] = [values.get(word), scales.get(word)];
    if (value !== undefined) {
      // `twenty five` is one number, `five six` and `twenty thirty` are two.
      if (last !== Infinity && (value >= 10 ? last < 100 : last < 20)) break;
      current += value;
      last = value;
    } else if (scale !== undefined) {
      current = (current === 0 ? 1 : current) * scale;
      if (scale > 100) [total, current] = [total + current, 0];
      last = scale;
    } else if (word !== 'and' || last < 100 || !values.has(words[at + 1] ?? '')) break;
  }
  return at === from ? null : { value: total + current, length: at - from };
}
