import { groupBy } from '../../core/group-by.ts';
import type { Authorship } from '../../core/writing.ts';
import type { Sampled } from './ask.ts';

/** The answer that most samples of one question gave. */
export interface Majority {
  readonly answer: string;
  /** Every answer, in the order of the samples. */
  readonly answers: readonly string[];
  /** Who gave them, each model once. */
  readonly models: readonly string[];
  /** Share of what was asked that gave this answer; samples that failed count against it. */
  readonly agreement: number;
  /** Means over the samples that gave it; null where one of them has none. */
  readonly meanLogprob: number | null;
  readonly margin: number | null;
  /** Who gave it first. */
  readonly by: Authorship;
}

/**
 * The answer of most of the samples that were asked for. Answers with the same key count as equal; of equal counts the
 * one that came first wins. Throws a RangeError without answers.
 */
export function majorityOf(
  sampled: readonly Sampled<{ readonly answer: string }>[],
  asked: number,
  keyOf: (answer: string) => string,
): Majority {
  const groups = groupBy(sampled, ({ value }) => keyOf(value.answer)).values();
  const [most = []] = [...groups].sort((a, b) => b.length - a.length);
  const [first] = most;
  if (first === undefined) throw new RangeError('there are no answers to count');
  return {
    answer: first.value.answer,
    answers: sampled.map(({ value }) => value.answer),
    models: [...new Set(sampled.map(({ by }) => by.model))],
    agreement: most.length / asked,
    meanLogprob: mean(most.map(({ confidence }) => confidence?.meanLogprob ?? null)),
    margin: mean(most.map(({ confidence }) => confidence?.margin ?? null)),
    by: first.by,
  };
}

/** The same for texts that differ in case, white space or a full stop at the end. */
export function looseKey(answer: string): string {
  return answer.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().replace(/[.!]$/, '');
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
