import type { LoadedDocument } from '../../core/case.ts';

/** A part of a document. */
export interface Chunk {
  readonly document: LoadedDocument;
  /** From 0. */
  readonly index: number;
  readonly text: string;
}

/**
 * Cuts a document into parts of at most `size` characters that overlap by a tenth (or by the share that is given), at the
 * end of a paragraph where one lies in the last half of a part, else of a sentence, else of a word. A short document is
 * one part.
 */
export function chunksOf(document: LoadedDocument, size: number, overlap = 0.1): readonly Chunk[] {
  const text = document.text.trim();
  const found: Chunk[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + size >= text.length ? text.length : cutBefore(text, from, from + size);
    found.push({ document, index: found.length, text: text.slice(from, end).trim() });
    if (end === text.length) break;
    from = overlap === 0 ? end : Math.max(from + 1, startOfWord(text, end - Math.floor(size * overlap)));
  }
  return found;
}

function cutBefore(text: string, from: number, end: number): number {
  const part = text.slice(from, end);
  const half = part.length / 2;
  for (const mark of [/\n\s*\n/g, /[.!?]\s/g, /\s/g]) {
    const last = [...part.matchAll(mark)].at(-1);
    if (last !== undefined && last.index > half) return from + last.index + last[0].length;
  }
  return end;
}

function startOfWord(text: string, at: number): number {
  const space = text.slice(0, at).search(/\s\S*$/);
  return space === -1 ? at : space + 1;
}
