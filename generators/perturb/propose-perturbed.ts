import { type Case, type Expected, inputText } from '../../core/case.ts';
import { type ProtectedSpan, protectedSpans } from '../../core/protected-spans.ts';
import type { Random } from '../../core/random.ts';
import type { Claims, Proposal } from '../../core/seams.ts';
import type { Expect } from '../../core/suite.ts';
import { withInputText } from '../with-input-text.ts';
import { countWords } from './count-words.ts';
import { mostEdits } from './edit-budget.ts';
import type { OperatorUse, PerturbOptions } from './options.ts';

/** A case that can be changed, with what every operator needs to know of its text. */
export interface Parent {
  readonly subject: Case;
  readonly text: string;
  readonly words: number;
  readonly spans: readonly ProtectedSpan[];
}

/** Reads the last user message of a case: only that is edited. */
export function readParent(subject: Case): Parent {
  const text = inputText(subject.input);
  return { subject, text, words: countWords(text), spans: protectedSpans(text, subject.expected) };
}

/** What happens to the expected value when an operator is used under these options. */
export type Outcome =
  | { readonly effect: 'invariant' | 'label-map' | 'unknown'; readonly expected: Expected }
  | { readonly effect: null; readonly reason: 'not-in-label-map' | 'unknown-effect' };

/** The expected value of what an operator makes of a case, or why there is none. */
export function outcomeOf(
  subject: Case,
  { operator }: OperatorUse,
  options: PerturbOptions,
  expect: Expect,
): Outcome {
  const { expected, id } = subject;
  if (operator.effect === 'invariant') return { effect: 'invariant', expected };
  if (operator.effect === 'label-map' && options.labelMap !== null) {
    const mapped =
      expected.kind === 'label' ? new Map(Object.entries(options.labelMap)).get(expected.label) : undefined;
    if (mapped === undefined) return { effect: null, reason: 'not-in-label-map' };
    return { effect: 'label-map', expected: { kind: 'label', label: mapped } };
  }
  if (options.effect === 'invariant') return { effect: 'invariant', expected };
  if (expect === 'directional') return { effect: 'unknown', expected: { kind: 'changed', from: id } };
  return { effect: null, reason: 'unknown-effect' };
}

/** What an operator makes of a parent, or null where it can do nothing with the text. */
export function proposePerturbed(
  parent: Parent,
  use: OperatorUse,
  outcome: Exclude<Outcome, { effect: null }>,
  { from, share }: Pick<PerturbOptions, 'from' | 'share'>,
  random: Random,
): Proposal | null {
  const { operator, options } = use;
  const claims = operator.claims(options);
  const isLocked = (span: ProtectedSpan) => span.kind === 'expected' || !claims.edits.includes(span.kind);
  const edit = { random, share, spans: parent.spans.filter(isLocked) };
  const text = operator.apply(parent.text, edit, options);
  if (text === null) return null;
  const { effect, expected } = outcome;
  const edits = mostEdits(parent.words, share);
  const band = claims.words(parent.words, edits);
  const made: Claims = {
    effect,
    edits: claims.edits,
    maxChangedWords: claims.changed === null ? null : Math.min(1, claims.changed(edits) / parent.words),
    words: { min: Math.max(0, band.min), max: band.max },
    language: claims.language,
  };
  return {
    input: withInputText(parent.subject.input, text),
    expected,
    expectedFrom: 'inherited',
    tags: [],
    params: {
      op: operator.name,
      options,
      from,
      share,
      effect,
      vouched: effect !== 'unknown' && effect !== operator.effect,
    },
    parents: [parent.subject.id],
    cluster: null,
    claims: made,
  };
}
