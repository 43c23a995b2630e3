import { printable } from '../core/printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Any text as content or attribute value of XML 1.0, on one line; what XML cannot hold is written out. */
export function xmlText(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An element. Attribute values are any text; the content is XML already, one item a line. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] = [],
): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const head = `<${name}${listed.join('')}`;
  return content.length === 0 ? `${head}/>` : `${head}>\n${content.join('\n')}\n</${name}>`;
}
