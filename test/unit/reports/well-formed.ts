const name = '[A-Za-z_][\\w.-]*';
const token = new RegExp(
  `<\\?xml[^?]*\\?>|</(?<close>${name})>|<(?<open>${name})(?<attributes>(?: ${name}="[^"<]*")*)(?<empty>/?)>|[^<]+|<`,
  'gu',
);
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos);)/;
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Why the text is not the well-formed XML 1.0 that JUnit files are made of (no comments, CDATA, doctype); null if it is. */
export function xmlFault(xml: string): string | null {
  if (illegal.test(xml)) return 'illegal character';
  if (bareAmpersand.test(xml)) return 'bare ampersand';
  const open: string[] = [];
  for (const match of xml.matchAll(token)) {
    if (match[0] === '<') return `stray < at ${match.index}`;
    const { open: opened, close, empty } = match.groups ?? {};
    if (opened !== undefined && empty === '') open.push(opened);
    if (close !== undefined && open.pop() !== close) return `unexpected ${match[0]}`;
    if (open.length === 0 && /^[^<\s]/.test(match[0])) return 'text outside the root';
  }
  return open.length === 0 ? null : `not closed: ${open.join(', ')}`;
}
