import { stripVTControlCharacters } from 'node:util';
import { columnsOf } from '../../core/columns-of.ts';
import { wrap } from '../../core/wrap.ts';

/** Columns of the narrowest terminal that people use. */
export const terminalColumns = 80;

/** What people copy: a command or an entry of the suite file on a line of its own. */
const toCopy = /^ *(\$ )?(heldout|npx|npm) |^ *[\w.]+: \[\{/;
/** What must stay in one piece: code between backticks, a mapping between braces, and what holds no space. */
const tokens = /( *)((?:`[^`]*`|\{[^{}]*\}|[^ ])+)/g;
const widestLabel = 14;

/**
 * Text for a terminal, no line wider than {@link terminalColumns}: longer ones are broken at spaces and go on below their
 * text (`note  …`) or a little further in. Code, paths and lines to copy are not broken, however long they are. Escape
 * sequences of colours take no columns.
 */
export function fitTerminal(text: string): string {
  return text.split('\n').flatMap(fitLine).join('\n');
}

function fitLine(line: string): readonly string[] {
  const plain = stripVTControlCharacters(line);
  if (columnsOf(plain) <= terminalColumns || toCopy.test(plain)) return [line];
  const indent = ' '.repeat(hangOf(plain));
  const lines: string[] = [];
  let [current, used] = ['', 0];
  for (const [, gap = '', token = ''] of line.matchAll(tokens)) {
    const width = widthOf(token);
    if (current !== '' && used + gap.length + width > terminalColumns) {
      lines.push(current);
      [current, used] = [indent, indent.length];
    } else {
      current += gap;
      used += gap.length;
    }
    const [last = '', ...full] = pieces(token, terminalColumns - Math.max(used, indent.length)).toReversed();
    lines.push(...full.toReversed().map((piece, at) => (at === 0 ? current : indent) + piece));
    [current, used] =
      full.length === 0 ? [current + last, used + width] : [indent + last, indent.length + widthOf(last)];
  }
  return [...lines, current];
}

/** Below what the line says: after its label, else two columns further in than it begins. */
function hangOf(plain: string): number {
  const label = /^ *[^ ]+(?: [^ ]+)? {2,}(?=[^ ])/.exec(plain)?.[0] ?? '';
  if (label !== '' && label.length <= widestLabel) return label.length;
  return (/^ */.exec(plain)?.[0].length ?? 0) + 2;
}

/** Only what is neither code nor a path is cut, as are texts of scripts that write no spaces. */
function pieces(token: string, room: number): readonly string[] {
  const isWhole =
    /[/\\`{]/.test(token) ||
    widthOf(token) <= room ||
    token.length !== stripVTControlCharacters(token).length;
  return isWhole ? [token] : wrap(token, room);
}

function widthOf(text: string): number {
  return columnsOf(stripVTControlCharacters(text));
}
