import { type Identifier, possibleScore } from '../../core/identifier.ts';
import { withoutOverlaps } from '../../core/without-overlaps.ts';
import { wordMatcher, wordsBefore } from './context-words.ts';
import type { Detector } from './detector.ts';
import { detectors, wordDetectors } from './detectors.ts';

/** What a word of the context adds (quality-gates.md, gate 11, after Presidio). */
const boost = 0.35;
const floor = 0.4;
const reachFor = 5;
const reachAgainst = 3;

const known = detectors.map((detector) => ({
  detector,
  needsDigits: !wordDetectors.includes(detector),
  speaksFor: wordMatcher(detector.context),
  speaksAgainst: wordMatcher(detector.against ?? []),
}));

/**
 * The identifiers in a text that rules can tell, in order and without overlap: where two overlap the surer one stays,
 * then the longer. `before` are words that lead up to the text, such as the key that it stands under. Names and addresses
 * are found only where the words beside them say so.
 */
export function findIdentifiers(text: string, before = ''): readonly Identifier[] {
  const lead = before === '' ? '' : `${before}: `;
  const whole = lead + text;
  const hasDigits = /\d/.test(text);
  const found = known.filter((one) => hasDigits || !one.needsDigits).flatMap((one) => findBy(one, whole));
  const own = found
    .filter(({ start }) => start >= lead.length)
    .map((one) => ({ ...one, start: one.start - lead.length, end: one.end - lead.length }));
  return surestApart(own);
}

/** Of identifiers that overlap the surest one, then the longest, then the first; in the order of the text. */
export function surestApart(found: readonly Identifier[]): readonly Identifier[] {
  const length = ({ start, end }: Identifier) => end - start;
  return withoutOverlaps(
    found.toSorted((a, b) => b.score - a.score || length(b) - length(a) || a.start - b.start),
  );
}

function findBy({ detector, speaksFor, speaksAgainst }: (typeof known)[number], text: string): Identifier[] {
  const found: Identifier[] = [];
  for (const match of text.matchAll(detector.pattern)) {
    const base = detector.weigh(match[0]);
    if (base === null) continue;
    const score = inContext(base, wordsBefore(text, match.index, reachFor), speaksFor, speaksAgainst);
    if (score < possibleScore) continue;
    const span = { start: match.index, end: match.index + match[0].length, text: match[0] };
    found.push({ type: detector.type, score, ...span });
  }
  return found;
}

/** The nearest word that says anything decides. */
function inContext(
  base: number,
  words: readonly string[],
  speaksFor: (word: string) => boolean,
  speaksAgainst: (word: string) => boolean,
): number {
  for (const [index, word] of words.entries()) {
    if (speaksFor(word)) return Math.min(1, Math.max(floor, base + boost));
    if (index < reachAgainst && speaksAgainst(word)) return base - boost;
  }
  return base;
}

/** The detector of a type. Throws a TypeError for a type that there is none of. */
export function detectorOf(type: string): Detector {
  const found = detectors.find((detector) => detector.type === type);
  if (found === undefined) throw new TypeError(`there is no detector of ${type}`);
  return found;
}
