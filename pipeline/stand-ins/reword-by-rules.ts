import type { Case } from '../../core/case.ts';
import { type ProtectedSpan, protectedSpans } from '../../core/protected-spans.ts';
import type { Random } from '../../core/random.ts';
import { withoutOverlaps } from '../../core/without-overlaps.ts';
import type { Surrogates } from '../../curation/pii/surrogates.ts';
import type { Operator } from '../../generators/perturb/operator.ts';
import { operators } from '../../generators/perturb/operators.ts';
import { detectLanguage } from '../../judges/admission/detect-language.ts';
import type { OpenTexts } from './open-texts.ts';

/** Operators that keep the meaning, and the language that their words are of; null: they have none. */
const rewording = [
  { name: 'hedge', language: 'en' },
  { name: 'filler', language: 'en' },
  { name: 'typo', language: null },
] as const;
/** The share of the words that are changed, from one attempt to the next. */
const shares = [0.1, 0.2, 0.35];

interface Attempt {
  /** From 0 on. */
  readonly attempt: number;
  readonly random: Random;
  readonly surrogates: Surrogates;
}

/** How often {@link rewordByRules} has something new to try. */
export const ruleAttempts = shares.length;

/**
 * Says a redacted record with hesitations, hedges and swapped letters, more of them at each attempt: what can be done
 * without a model. The course of events and the order of words stay.
 */
export async function rewordByRules(
  record: Pick<Case, 'input' | 'expected'>,
  open: OpenTexts,
  { attempt, random, surrogates }: Attempt,
): Promise<Pick<Case, 'input' | 'expected'>> {
  const share = shares[Math.min(attempt, shares.length - 1)] ?? 1;
  const fixedIn = (text: string): readonly ProtectedSpan[] =>
    withoutOverlaps([
      ...surrogates.find(text).map((span) => ({ ...span, kind: 'entity' as const })),
      ...protectedSpans(text, record.expected),
    ]);
  const others: string[] = [];
  for (const [index, text] of open.texts.entries())
    others.push(await reworded(text, share, random.fork(`${attempt}/${index}`), fixedIn));
  return open.with(others);
}

async function reworded(
  text: string,
  share: number,
  random: Random,
  fixedIn: (text: string) => readonly ProtectedSpan[],
): Promise<string> {
  const language = await detectLanguage(text);
  const fitting = rewording.filter((one) => one.language === null || one.language === language);
  return fitting.reduce((before, { name }) => {
    const edit = { random: random.fork(name), share, spans: fixedIn(before) };
    return operatorOf(name).apply(before, edit, {}) ?? before;
  }, text);
}

function operatorOf(name: string): Operator {
  const found = operators.find((operator) => operator.name === name);
  if (found === undefined) throw new TypeError(`there is no operator ${name}`);
  return found;
}
