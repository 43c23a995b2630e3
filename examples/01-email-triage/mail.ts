import { decodeWords } from './encoded-words.ts';
import { htmlText } from './html-text.ts';
import { cutListFooter } from './list-footer.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** What a person reads of a mail. */
export interface Mail {
  readonly subject: string;
  /** Text of all parts that are shown, without the footer of the mailing list. */
  readonly body: string;
  /** True where the body, or a part of it, was taken from HTML. */
  readonly html: boolean;
}

type Shown = Omit<Mail, 'subject'>;
const nothing: Shown = { body: '', html: false };

/**
 * Reads a mail (RFC 822 with MIME). Of alternatives the plain text is taken, attachments and parts that are not
 * text are left out. Characters outside ASCII that were not encoded stay as they came.
 */
export function readMail(raw: string): Mail {
  const { headers, content } = splitHeaders(raw.replace(/\r\n?/g, '\n'));
  const { body, html } = readEntity(headers, content, 0);
  const subject = decodeWords(headers.get('subject') ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return { subject, body: cutListFooter(tidy(body)), html };
}

/** The mail as one text, as the classifiers get it: `Subject: X`, an empty line, the body. */
export function mailText({ subject, body }: Pick<Mail, 'subject' | 'body'>): string {
  return `Subject: ${subject}\n\n${body}`;
}

function readEntity(headers: ReadonlyMap<string, string>, content: string, depth: number): Shown {
  const type = headers.get('content-type') ?? 'text/plain';
  const kind = (type.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = parameter(type, 'boundary');
  if (kind.startsWith('multipart/') && boundary !== null && depth < 8) {
    const parts = splitParts(content, boundary).map((part) => readPart(part, depth + 1));
    // A mail that names a boundary and never uses it is read as one text.
    if (parts.length > 0) return kind === 'multipart/alternative' ? alternative(parts) : together(parts);
  } else if (kind === 'message/rfc822') return readPart(content, depth + 1);
  else if (kind.includes('/') && !/^(?:text|multipart)\//.test(kind)) return nothing;
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  const text = decodeTransfer(content, encoding, parameter(type, 'charset') ?? 'windows-1252');
  const html = kind === 'text/html' || /^\s*<(?:!doctype html|html|head|body)\b/i.test(text);
  // Lists append their footer to HTML as plain text, where the lines it is known by are lost in the conversion.
  const own = cutListFooter(text);
  return { body: tidy(html ? htmlText(own) : own), html };
}

function readPart(part: string, depth: number): Shown {
  const { headers, content } = splitHeaders(part);
  if (/^\s*attachment\b/i.test(headers.get('content-disposition') ?? '')) return nothing;
  return readEntity(headers, content, depth);
}

function alternative(parts: readonly Shown[]): Shown {
  const filled = parts.filter((part) => part.body !== '');
  return filled.find((part) => !part.html) ?? filled[0] ?? nothing;
}

function together(parts: readonly Shown[]): Shown {
  const filled = parts.filter((part) => part.body !== '');
  return { body: filled.map((part) => part.body).join('\n\n'), html: filled.some((part) => part.html) };
}

function splitParts(content: string, boundary: string): readonly string[] {
  const parts: string[][] = [];
  for (const line of content.split('\n')) {
    const end = line.trimEnd();
    if (end === `--${boundary}--`) break;
    if (end === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

function splitHeaders(text: string): { headers: ReadonlyMap<string, string>; content: string } {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return { headers, content: end === -1 ? '' : text.slice(end).replace(/^\n+/, '') };
}

function parameter(header: string, name: string): string | null {
  const [, quoted, bare] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header) ?? [];
  return quoted ?? bare ?? null;
}

function tidy(text: string): string {
  return (
    text
      .replace(/[^\P{Cc}\n\t]/gu, '')
      // Mailboxes escape a line that begins with `From `; it is no quotation.
      .replace(/^>+(?=From )/gm, '')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}
