import { printable } from '../core/printable.ts';

const wide =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u33ff\u3400-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d37f}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * An upper bound of the terminal columns that printable text takes: 2 for a wide code point (East Asian, emoji),
 * 1 for any other, combining marks too. What fits by this count fits on every terminal.
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : 1;
  return columns;
}

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
