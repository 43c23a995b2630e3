import type { CaseId } from '../../core/case.ts';
import { clusteredDifference } from '../../stats/clustered-difference.ts';
import { clusteredMean } from '../../stats/clustered-mean.ts';
import { mean } from '../../stats/mean.ts';
import { type Effect, effectOf } from './effect.ts';
import { asPass, type JudgedItem } from './judged-item.ts';

/** An answer that a judge and people spoke of, and whether a model of the judge's own family gave it. */
export interface AuthoredAnswer extends JudgedItem {
  readonly caseId: CaseId;
  readonly isOwn: boolean;
}

/**
 * Whether a judge favours its own family, measured against people (statistics.md §3.4 of the design). Each is 0 where it
 * does not, above 0 where it does, and null where there is too little to tell.
 */
export interface SelfPreference {
  /** Mean of judge minus people on own answers, less that on others: how much too well it means with its own. */
  readonly overrating: Effect | null;
  /** Of right answers: how much more of its own it calls right. */
  readonly ofRight: Effect | null;
  /** Of wrong answers: how much more of its own it calls right. This is what does harm. */
  readonly ofWrong: Effect | null;
  /** The same on cases that its own family gets wrong: not explained by knowing no better than it answered. */
  readonly ofOwnErrors: Effect | null;
}

/** Measures a judge on answers of its own family and of others, with errors by cluster. */
export function selfPreference(answers: readonly AuthoredAnswer[]): SelfPreference {
  const failed = new Set(
    answers.filter(({ isOwn, human }) => isOwn && asPass(human) === 0).map(({ caseId }) => caseId),
  );
  const isWrong = ({ human }: AuthoredAnswer) => asPass(human) === 0;
  const passed = ({ judged }: AuthoredAnswer) => asPass(judged);
  return {
    overrating: ownMinusOthers(answers, ({ judged, human }) => judged - human),
    ofRight: ownMinusOthers(
      answers.filter((answer) => !isWrong(answer)),
      passed,
    ),
    ofWrong: ownMinusOthers(answers.filter(isWrong), passed),
    ofOwnErrors: ownMinusOthers(
      answers.filter((answer) => isWrong(answer) && failed.has(answer.caseId)),
      passed,
    ),
  };
}

function ownMinusOthers(
  answers: readonly AuthoredAnswer[],
  measure: (answer: AuthoredAnswer) => number,
): Effect | null {
  const side = (isOwn: boolean) =>
    answers
      .filter((answer) => answer.isOwn === isOwn)
      .map((answer) => ({ value: measure(answer), cluster: answer.cluster }));
  const [own, others] = [side(true), side(false)];
  const clustersOf = (values: typeof own) => new Set(values.map(({ cluster }) => cluster)).size;
  const found = clusteredDifference(own, others);
  // Of few clusters on one side the other knows nothing.
  return effectOf(found && { ...found, clusters: Math.min(clustersOf(own), clustersOf(others)) });
}

/** Two answers to one case, and what each judge made of them. */
export interface VotedPair {
  readonly cluster: string;
  readonly votes: readonly PairVote[];
}

export interface PairVote {
  readonly judge: string;
  readonly family: string;
  /** Which of the two the judge's own family gave; null: neither, or both. */
  readonly own: 'first' | 'second' | null;
  /** 1: the first is better, 0: the second, 0.5: neither. */
  readonly first: number;
}

const fewestFamilies = 3;

/**
 * Self-preference without any label: how much more often the judge lets its own family win than the judges of other
 * families do on the same pairs. Null with fewer than three families of judges, or too few pairs.
 */
export function preferenceBeyondConsensus(pairs: readonly VotedPair[], judge: string): Effect | null {
  const families = new Set(pairs.flatMap(({ votes }) => votes.map(({ family }) => family)));
  if (families.size < fewestFamilies) return null;
  const found = pairs.flatMap(({ cluster, votes }) => {
    const vote = votes.find((one) => one.judge === judge);
    if (vote === undefined || vote.own === null) return [];
    const others = votes.filter(({ family }) => family !== vote.family);
    if (others.length === 0) return [];
    const beyond = vote.first - mean(others.map(({ first }) => first));
    return [{ value: vote.own === 'first' ? beyond : -beyond, cluster }];
  });
  return effectOf(
    clusteredMean(
      found.map(({ value }) => value),
      found.map(({ cluster }) => cluster),
    ),
  );
}
