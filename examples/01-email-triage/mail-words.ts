/** Words of a mail by where they stand, in lower case and in order. */
export interface MailWords {
  readonly subject: readonly string[];
  readonly body: readonly string[];
  /** Words of body lines that do not start with `>`. */
  readonly own: readonly string[];
  /** Words of lines that start with `>`. */
  readonly quoted: readonly string[];
}

/** Reads the words of a mail's text. The subject is that of a first line `Subject: X`; a text without one has none. */
export function mailWords(text: string): MailWords {
  const [, subject = ''] = /^subject:([^\n]*)/i.exec(text) ?? [];
  const body = text.replace(/^subject:[^\n]*/i, '');
  const lines = body.split('\n');
  return {
    subject: wordsOf(subject),
    body: wordsOf(body),
    own: wordsOf(lines.filter((line) => !line.startsWith('>')).join('\n')),
    quoted: wordsOf(lines.filter((line) => line.startsWith('>')).join('\n')),
  };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}$£€!'-]+/gu) ?? [];
}
