import { columnsOf } from '../core/columns-of.ts';
import { printable } from '../core/printable.ts';

/**
 * The text made printable and cut to so many columns (at least 1), the last of them an ellipsis where something was
 * left out. A surrogate pair is never split.
 */
export function excerpt(text: string, columns: number): string {
  // A code point is at most two code units and at least one column, so what lies behind this cannot be shown.
  const shown = printable(text.slice(0, 2 * columns + 2));
  if (columnsOf(shown) <= columns) return shown;
  let kept = '';
  let room = columns - 1;
  for (const character of shown) {
    room -= columnsOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * As {@link excerpt}, but what is left out is in the middle: names of one suite often differ at their end. At least 3
 * columns.
 */
export function excerptEnds(text: string, columns: number): string {
  const shown = printable(text);
  if (columnsOf(shown) <= columns) return shown;
  let tail = '';
  let room = Math.floor(columns / 2);
  for (const character of [...shown].toReversed()) {
    room -= columnsOf(character);
    if (room < 0) break;
    tail = character + tail;
  }
  return excerpt(shown, columns - columnsOf(tail)) + tail;
}
