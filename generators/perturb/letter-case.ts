import { noOptions } from '../../core/parts.ts';
import type { ProtectedKind } from '../../core/protected-spans.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceAll } from './replace-matches.ts';

// With inner apostrophes: `don't` has one capital. Words with digits are codes, in which case may matter.
const word = /(?<![\p{L}\p{M}\p{N}_@#&'’])\p{L}[\p{L}\p{M}'’]*(?![\p{L}\p{M}\p{N}_@'’])/gu;

function caseOperator(
  name: string,
  description: string,
  edits: readonly Exclude<ProtectedKind, 'expected'>[],
  write: (word: string) => string,
): Operator {
  return defineOperator({
    name,
    group: 'case',
    description,
    effect: 'invariant',
    options: noOptions,
    claims: () => ({ edits, changed: null, language: 'any' }),
    apply: (text, edit) => replaceAll(text, openMatches(text, word, edit), ([found]) => write(found)),
  });
}

/** The whole text in another case; names and months go along, codes, addresses and header names do not. */
export const letterCase: readonly Operator[] = [
  caseOperator('upper', 'Every word in capitals.', ['entity', 'date'], (found) => found.toUpperCase()),
  caseOperator('lower', 'No word with a capital.', ['entity', 'date'], (found) => found.toLowerCase()),
  caseOperator('title', 'Every word begins with a capital.', [], (found) =>
    found.replace(/^\p{Ll}/u, (first) => first.toUpperCase()),
  ),
];
