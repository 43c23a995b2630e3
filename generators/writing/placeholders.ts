import type { ProtectedSpan } from '../../core/protected-spans.ts';

/** A text whose protected spans are marks, such as ⟦1⟧, that no translation touches. */
export interface Masked {
  readonly text: string;
  /** What the marks stand for; the first is ⟦1⟧. */
  readonly spans: readonly string[];
}

/** Puts marks in place of the spans; equal spans have marks of their own. */
export function masked(text: string, spans: readonly ProtectedSpan[]): Masked {
  let [at, marked] = [0, ''];
  for (const [index, { start, end }] of spans.entries()) {
    marked += `${text.slice(at, start)}⟦${index + 1}⟧`;
    at = end;
  }
  return { text: marked + text.slice(at), spans: spans.map((span) => span.text) };
}

/** Puts the spans back; null where a mark was lost, doubled or made up. */
export function unmasked(text: string, { spans }: Masked): string | null {
  const marks = [...text.matchAll(/⟦\s*(\d+)\s*⟧/g)].map(([, number]) => Number(number));
  const isWhole =
    marks.length === spans.length &&
    spans.every((_, index) => marks.filter((n) => n === index + 1).length === 1);
  if (!isWhole) return null;
  return text.replace(/⟦\s*(\d+)\s*⟧/g, (_, number: string) => spans[Number(number) - 1] ?? '');
}
