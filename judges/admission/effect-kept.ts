import { type Candidate, type Case, inputText } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { protectedSpans } from '../../core/protected-spans.ts';
import type { Claims } from '../../core/seams.ts';
import { accept, reject } from './ruling.ts';

/**
 * Holds a perturbed case to what its operator claims: the text changed, no protected span was touched, no more words
 * differ than declared, and an invariant operation kept the expected value. Cases without a parent pass.
 */
export const effectKept: JudgePart = definePart({
  name: 'effect-kept',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, { claims, parents }) {
      const [parent] = parents;
      if (parent === undefined || claims.effect === null) return accept('not a perturbation');
      if (claims.effect === 'invariant' && !sameExpected(candidate, parent)) {
        return reject('rule', 'the operation claims to keep the expected value, and changed it');
      }
      const before = inputText(parent.input);
      const after = inputText(candidate.input);
      if (before === after) return reject('no-change', 'the text is that of the parent');
      const lost = touchedSpan(before, after, parent, claims);
      if (lost !== null)
        return reject('protected-span', `${lost.kind} ${JSON.stringify(lost.text.slice(0, 60))} was changed`);
      const share = changedWords(before, after);
      if (claims.maxChangedWords !== null && share > claims.maxChangedWords) {
        const percent = (value: number) => `${Math.round(value * 100)} %`;
        return reject(
          'edit-bound',
          `${percent(share)} of the words differ, at most ${percent(claims.maxChangedWords)} may`,
        );
      }
      return accept('changed within what the operation declares');
    },
  }),
});

function sameExpected(candidate: Candidate, parent: Case): boolean {
  // Expected values are plain data by their types; JSON has no narrower name for that.
  const text = (item: Candidate) => canonicalJson(item.expected as unknown as Json);
  return text(candidate) === text(parent);
}

function touchedSpan(before: string, after: string, parent: Case, claims: Claims) {
  let from = 0;
  for (const span of protectedSpans(before, parent.expected)) {
    if (claims.edits.includes(span.kind)) continue;
    const at = indexOfWhole(after, span.text, from);
    if (at < 0) return span;
    from = at + span.text.length;
  }
  return null;
}

/** Where a text occurs and is not part of a longer number: 12 is not in 123, nor in 1.12. */
function indexOfWhole(text: string, wanted: string, from: number): number {
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const growsLeft = /^\d/.test(wanted) && /\d[.,]?$/.test(text.slice(Math.max(0, at - 2), at));
    const end = at + wanted.length;
    const growsRight = /\d$/.test(wanted) && /^[.,]?\d/.test(text.slice(end, end + 2));
    if (!growsLeft && !growsRight) return at;
  }
  return -1;
}

/** Share of the parent's words that the other text no longer holds, as a bag of words. */
function changedWords(before: string, after: string): number {
  const words = before.match(/\S+/g) ?? [];
  const left = new Map<string, number>();
  for (const word of after.match(/\S+/g) ?? []) left.set(word, (left.get(word) ?? 0) + 1);
  let gone = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count === 0) gone++;
    else left.set(word, count - 1);
  }
  return words.length === 0 ? 0 : gone / words.length;
}
