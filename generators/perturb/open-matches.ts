import { headerNames, splitMail } from './mail-text.ts';
import type { Edit } from './operator.ts';

/**
 * Matches of a global pattern that lie wholly outside the protected spans and the names of mail headers, in order.
 * An empty match may touch a span, not split it. With `body` only what comes after the header lines is searched.
 */
export function openMatches(
  text: string,
  pattern: RegExp,
  edit: Pick<Edit, 'spans'>,
  where: 'text' | 'body' = 'text',
): readonly RegExpExecArray[] {
  const from = where === 'body' ? splitMail(text).headers.length : 0;
  const closed = [...edit.spans, ...headerNames(text)].sort((a, b) => a.start - b.start);
  const open: RegExpExecArray[] = [];
  let next = 0;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    // Matches come in order: a stretch that ends before this one can meet none of the later ones.
    for (; next < closed.length && (closed[next]?.end ?? 0) <= match.index; next++);
    const meets = (closed[next]?.start ?? Number.POSITIVE_INFINITY) < end;
    if (match.index >= from && !meets) open.push(match);
  }
  return open;
}
