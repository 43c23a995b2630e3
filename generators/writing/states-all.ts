import { type Json, leavesOf } from '../../core/json.ts';

/**
 * Whether a text states every text and number of a value, letter case and spaces aside; a number counts with thousands
 * separators too, and without its sign. Truth values and null cannot be seen so, nor texts of fewer than three
 * characters.
 */
export function statesAll(text: string, value: Json): boolean {
  const plain = squeezed(text);
  const numbers = new Set([plain, plain.replace(/(?<=\d)[,'’ ](?=\d{3}(?!\d))/g, '')].flatMap(numbersIn));
  return leavesOf(value).every((leaf) =>
    typeof leaf === 'number'
      ? numbers.has(Math.abs(leaf))
      : leaf.trim().length < 3 || plain.includes(squeezed(leaf)),
  );
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
}

function squeezed(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
