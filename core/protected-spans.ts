import type { Expected } from './case.ts';
import { leavesOf } from './json.ts';
import { withoutOverlaps } from './without-overlaps.ts';

/** Why a stretch of text must survive an operation that claims to keep the meaning. */
export type ProtectedKind = 'expected' | 'code' | 'url' | 'email' | 'date' | 'number' | 'entity';

export interface ProtectedSpan {
  readonly kind: ProtectedKind;
  /** Offsets in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const patterns: readonly (readonly [ProtectedKind, RegExp])[] = [
  ['code', /```[\s\S]*?```|`[^`\n]+`/g],
  ['url', /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+/gi],
  // Without the look-behind and the bound (RFC 5321, 4.5.3.1.1) a long unbroken run costs the square of its length.
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g],
  [
    'date',
    new RegExp(
      `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}|\\d{1,2} ${month} \\d{4}|${month} \\d{1,2}, \\d{4})\\b`,
      'gi',
    ),
  ],
  ['number', /[-+]?[$€£¥]?\d+(?:[.,]\d+)*(?:\s?%|[$€£¥])?/g],
  // A capitalised word that does not open a sentence or line, with those that follow it.
  ['entity', /(?<=[\p{Ll}\p{N},;:] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*/gu],
];

/** Slots of the expected value that occur verbatim in the text. A label is a class, not a slot. */
function slots(expected: Expected): readonly string[] {
  switch (expected.kind) {
    case 'text':
      return expected.accept;
    case 'number':
      return [String(expected.value)];
    case 'json':
      return leavesOf(expected.value).map(String);
    case 'facts':
      return expected.must;
    default:
      return [];
  }
}

/**
 * Stretches of the text that must not be edited, in order and without overlap; where two overlap the one that
 * starts first wins, then the longer. Slots of the expected value win over every pattern.
 * Entities are found by capitals alone: names in lower case are not seen, and languages that capitalise
 * every noun are over-protected.
 */
export function protectedSpans(text: string, expected: Expected): readonly ProtectedSpan[] {
  const found: ProtectedSpan[] = [];
  for (const slot of new Set(slots(expected))) {
    if (slot === '') continue;
    for (let at = text.indexOf(slot); at >= 0; at = text.indexOf(slot, at + slot.length)) {
      found.push({ kind: 'expected', start: at, end: at + slot.length, text: slot });
    }
  }
  for (const [kind, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      found.push({ kind, start: match.index, end: match.index + match[0].length, text: match[0] });
    }
  }
  const slotFirst = (span: ProtectedSpan) => (span.kind === 'expected' ? 0 : 1);
  found.sort((a, b) => slotFirst(a) - slotFirst(b) || a.start - b.start || b.end - a.end);
  return withoutOverlaps(found);
}
