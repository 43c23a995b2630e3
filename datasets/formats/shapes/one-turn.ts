import type { Writable } from '../shape.ts';

/** The text of an input that is one user message; words for what a format of one turn would lose of any other. */
export function oneTurn(item: Writable): { readonly text: string; readonly loses: string | null } {
  const [first, ...rest] = item.messages;
  const last = item.messages.findLast(({ role }) => role === 'user') ?? first;
  const loses =
    rest.length > 0
      ? 'the turns before the last one'
      : first.role === 'user'
        ? null
        : `the role ${first.role}`;
  return { text: last.content, loses: withoutTools(item) ?? loses };
}

/** Words for what a format without tools loses; null where there is nothing. */
export function withoutTools({ tools, calls }: Writable): string | null {
  if (calls.length > 0) return 'the tool calls that are the answer';
  return tools.length > 0 ? 'its tools' : null;
}
