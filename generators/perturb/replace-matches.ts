import { countWords } from './count-words.ts';
import { editBudget } from './edit-budget.ts';
import type { Edit } from './operator.ts';

/** Writes a match anew; null where it cannot be changed. */
export type Rewrite = (match: RegExpExecArray) => string | null;

/** Replaces every match that can be rewritten; null where none can. */
export function replaceAll(
  text: string,
  matches: readonly RegExpExecArray[],
  rewrite: Rewrite,
): string | null {
  const written = matches.map((match) => ({ match, to: rewrite(match) }));
  return join(text, written.filter(isWritten));
}

/** Replaces as many matches as the budget allows, drawn at random from those that can be rewritten; null for none. */
export function replaceSome(
  text: string,
  matches: readonly RegExpExecArray[],
  edit: Edit,
  rewrite: Rewrite,
): string | null {
  const budget = editBudget(countWords(text), matches.length, edit.share);
  const written: Written[] = [];
  for (const match of edit.random.shuffle(matches)) {
    if (written.length === budget) break;
    const to = rewrite(match);
    if (to !== null && to !== match[0]) written.push({ match, to });
  }
  return join(
    text,
    written.sort((a, b) => a.match.index - b.match.index),
  );
}

interface Written {
  readonly match: RegExpExecArray;
  readonly to: string;
}

function isWritten(item: { readonly match: RegExpExecArray; readonly to: string | null }): item is Written {
  return item.to !== null;
}

function join(text: string, written: readonly Written[]): string | null {
  if (written.length === 0) return null;
  const parts: string[] = [];
  let from = 0;
  for (const { match, to } of written) {
    parts.push(text.slice(from, match.index), to);
    from = match.index + match[0].length;
  }
  return parts.join('') + text.slice(from);
}
