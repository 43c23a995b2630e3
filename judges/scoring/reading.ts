import type { Reading } from '../../core/run.ts';

/** 1 or 0, with the words for it and what was taken for the answer. */
export function passOrFail(isRight: boolean, reason: string, answer: string | null = null): Reading {
  return { status: 'scored', value: isRight ? 1 : 0, reason, answer };
}

/** A text for a reason: one line, quoted, cut at 80 characters. */
export function quoted(text: string): string {
  return JSON.stringify(oneLine(text, 80));
}

/** A text on one line, cut at so many characters. */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
