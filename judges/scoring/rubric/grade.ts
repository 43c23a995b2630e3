import { quoted } from '../reading.ts';
import type { RubricOptions } from './options.ts';
import { type CaseRubric, factName } from './rubric-for.ts';
import type { Point, RubricVotes } from './votes.ts';

/**
 * What votes are worth: the mean of the criteria's levels by their weights, the share of the stated facts among them;
 * at most `cap` where something is stated that must not be. The words name every level, what is missing and what is
 * violated, with the judge's evidence.
 */
export function grade(
  { criteria, must, mustNot }: CaseRubric,
  votes: RubricVotes,
  { mustWeight, cap }: Pick<RubricOptions, 'mustWeight' | 'cap'>,
  output: string,
): { readonly value: number; readonly reason: string } {
  const levels = criteria.map((criterion) => {
    const point = votes.criteria?.[criterion.id];
    const level = criterion.levels.find(({ id }) => id === point?.vote);
    // The form of the answer offers the levels of the rubric and no others.
    if (point === undefined || level === undefined) throw new TypeError(`no vote on ${criterion.id}`);
    return { ...criterion, value: level.value, words: `${criterion.id} ${level.id}${shown(point, output)}` };
  });
  const facts = votedOn(must, votes.must);
  const missing = facts.filter(({ point }) => point.vote !== 'stated');
  const violated = votedOn(mustNot, votes.mustNot).filter(({ point }) => point.vote === 'stated');
  const stated = facts.length - missing.length;
  const parts = [
    ...levels,
    ...(facts.length === 0 ? [] : [{ weight: mustWeight, value: stated / facts.length }]),
  ];
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sum = parts.reduce((total, { weight, value }) => total + weight * value, 0);
  const value = parts.length === 0 ? 1 : sum / weights;
  const words = [
    ...violated.map(({ fact, point }) => `states what it must not: ${quoted(fact)}${shown(point, output)}`),
    ...levels.map((level) => level.words),
    ...(facts.length === 0 ? [] : [`${stated} of ${facts.length} facts`]),
    ...missing.map(({ fact }) => `missing: ${quoted(fact)}`),
  ];
  return {
    value: violated.length === 0 ? value : Math.min(value, cap),
    reason: words.length === 0 ? 'states nothing that it must not' : words.join('; '),
  };
}

function votedOn(facts: readonly string[], votes: Readonly<Record<string, Point>> = {}) {
  return facts.map((fact, index) => {
    const point = votes[factName(index)];
    if (point === undefined) throw new TypeError(`no vote on ${fact}`);
    return { fact, point };
  });
}

/** Evidence for a reader; a quotation that does not stand in the output is told as such. */
function shown({ evidence }: Point, output: string): string {
  const plain = (text: string) => text.replace(/\s+/gu, ' ').trim().toLowerCase();
  if (plain(evidence) === '') return '';
  const isThere = plain(output).includes(plain(evidence));
  return ` (${quoted(evidence)}${isThere ? '' : ', which the output does not say'})`;
}
