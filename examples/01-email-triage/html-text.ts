const named: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bull: '•',
  copy: '©',
  euro: '€',
  gt: '>',
  lt: '<',
  middot: '·',
  nbsp: ' ',
  pound: '£',
  quot: '"',
  reg: '®',
  trade: '™',
};

/** What a reader sees of an HTML text: tags, comments, scripts and styles gone, blocks on lines of their own. */
export function htmlText(html: string): string {
  const seen = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|hr|\/?(?:p|div|tr|table|ul|ol|li|h[1-6]|center|blockquote))\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, ' ')
    .replace(/<\/?[a-z!?][^>]*(?:>|$)/gi, '')
    .replace(/&(#x?[0-9a-f]+|[a-z]+);?/gi, (whole, name: string) => entity(name) ?? whole);
  return seen
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n');
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return named[name.toLowerCase()];
  const hex = name[1]?.toLowerCase() === 'x';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
