import type { Reading } from '../../core/run.ts';

/** 1 or 0, with the words for it and what was taken for the answer. */
export function passOrFail(isRight: boolean, reason: string, answer: string | null = null): Reading {
  return { status: 'scored', value: isRight ? 1 : 0, reason, answer };
}

/** A text for a reason: one line, quoted, cut at 80 characters. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
