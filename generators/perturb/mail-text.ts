/** A text that may be a mail: header lines, an empty line, the body. */
export interface MailText {
  /** Header lines with the empty line after them; empty where the text has none. */
  readonly headers: string;
  readonly body: string;
}

const name =
  '(?:subject|from|to|cc|bcc|date|sent|reply-to|sender|message-id|in-reply-to|references|x-[a-z-]+)';
const line = `${name}:[^\\n]*(?:\\n[ \\t]+\\S[^\\n]*)*`;
const block = new RegExp(`^${line}(?:\\n${line})*(?:\\n\\r?\\n|\\s*$)`, 'i');

/** Splits a text after its header lines. Only the names that mails carry count: `Note: …` is no header. */
export function splitMail(text: string): MailText {
  const headers = block.exec(text)?.[0] ?? '';
  return { headers, body: text.slice(headers.length) };
}

/** Where the header names stand, with the colon and the blanks after it: structure, never edited. */
export function headerNames(text: string): readonly { readonly start: number; readonly end: number }[] {
  const names = splitMail(text).headers.matchAll(/^[a-z][a-z-]*:[ \t]*/gim);
  return [...names].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The header lines with a mark such as `Re:` before the subject, once: a subject that has the mark keeps it. */
export function markSubject(headers: string, mark: string, known: RegExp): string {
  return headers.replace(/^(subject:[ \t]*)([^\r\n]*)/im, (whole, start: string, value: string) =>
    known.test(value) ? whole : `${start.trimEnd()} ${mark} ${value}`.trimEnd(),
  );
}

/** The value of the subject line; null where there is none. */
export function subjectOf(headers: string): string | null {
  return /^subject:[ \t]*([^\r\n]*)/im.exec(headers)?.[1]?.trim() ?? null;
}
