import { scramble } from './hash.ts';

/**
 * The character 3-, 4- and 5-grams of a text as distinct numbers below `dimensions`, in lower case and with runs of
 * white space as one space. Different grams may share a number. A text of fewer than three characters has none.
 */
export function charNgrams(text: string, dimensions: number): Uint32Array {
  const characters = text.toLowerCase().replace(/\s+/g, ' ');
  const found = new Set<number>();
  for (let start = 0; start < characters.length; start++) {
    let value = 0x811c9dc5;
    for (let length = 1; length <= 5 && start + length <= characters.length; length++) {
      value = Math.imul(value ^ characters.charCodeAt(start + length - 1), 0x01000193);
      if (length >= 3) found.add(scramble(value ^ length) % dimensions);
    }
  }
  return Uint32Array.from(found);
}
