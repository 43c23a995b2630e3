import { excerpt } from './excerpt.ts';

/** Mark-up as entities, which cannot start a construct; a pipe as an entity does not end a table cell. */
const markup = /[\\`*_~[\]<>&|$]/g;

/**
 * Any text as inline Markdown that shows as that text, cut to so many characters: no mark-up, no HTML, and a zero-width
 * space where GitHub would notify a person, link an issue or link an address.
 */
export function markdownText(text: string, columns: number): string {
  return excerpt(text, columns)
    .replace(markup, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@/g, '@&#8203;')
    .replace(/:\/\//g, ':&#8203;//')
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}&#8203;.`)
    .replace(/(?<!&)#(?=\d)/g, '#&#8203;')
    .replace(/GH-(?=\d)/gi, (prefix) => `${prefix}&#8203;`);
}

/** {@link markdownText} in a fixed-width face. */
export function markdownCode(text: string, columns: number): string {
  return `<code>${markdownText(text, columns)}</code>`;
}

/** A table; cells are Markdown already. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}
