import type { CaseId, Expected } from './case.ts';

/** Why a person refuses a case: the questions that judges are asked, and room for others. */
export const reviewReasons = [
  /** It is no case of this skill. */
  'off-skill',
  'wrong-expected',
  'ambiguous',
  /** It does not show the declared edge case. */
  'off-edge',
  'unrealistic',
  /** The note says what. */
  'other',
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** How an item came before a person. What was not drawn at random says nothing about what was not looked at. */
export type Selection =
  /** Chosen for what it is: nobody could decide, a judge disputes it, people disagree on it, or somebody named it. */
  | { readonly plan: 'undecided' | 'disputed' | 'named'; readonly pi: null }
  | {
      /**
       * `acceptance`: uniform within strategy × generator, to bound the share of defects. `random`: the first of the
       * fixed order that `sampleOrder` gives, to stand for all of them. `active`: each for itself with a probability
       * of its own, more where judges disagree.
       */
      readonly plan: 'acceptance' | 'random' | 'active';
      /** Probability with which the plan draws the item, above 0 and at most 1. */
      readonly pi: number;
      /** How many items this drawing gave: labels of fewer are not the sample. */
      readonly drawn: number;
      /** Digest of what was drawn from; see `populationDigest`. */
      readonly population: string;
    };

interface LabelKeys {
  readonly caseId: CaseId;
  /** Who; not empty. */
  readonly by: string;
  /** When: ISO 8601, UTC. */
  readonly at: string;
  /** Whether the person answered before seeing what was expected, or whose output it is. */
  readonly blind: boolean;
  readonly selection: Selection;
  /** Empty where there is none, or where the case may not be copied. */
  readonly note: string;
}

/** What a person says of a case: is it right? */
export type CaseLabel = LabelKeys & {
  readonly about: 'case';
  /** What the person answered blind; null where not blind, or where the case may not be copied. */
  readonly answer: string | null;
} & (
    | { readonly decision: 'accept' }
    | { readonly decision: 'reject'; readonly reason: ReviewReason }
    /** `expected` is what is right; null where the case may not be copied. */
    | { readonly decision: 'relabel'; readonly expected: Expected | null }
  );

/** What a person says of what a model answered: is it right? It holds wherever the same was answered to the same case. */
export type OutputLabel = LabelKeys & {
  readonly about: 'output';
  /** The run whose output was shown. */
  readonly run: string;
  /** See `outputDigest`. */
  readonly output: string;
  /** 0–1: 1 is right, 0 is wrong. */
  readonly score: number;
};

/** What a person says: a line of labels.jsonl. */
export type Label = CaseLabel | OutputLabel;

/** Names what a label speaks of: a case, or one output for a case. */
export function labelledItem({
  caseId,
  output = null,
}: {
  readonly caseId: CaseId;
  readonly output?: string | null;
}): string {
  return output === null ? caseId : `${caseId} ${output}`;
}

/** Items that some plan drew at random to be labelled; the others were chosen for what judges or people said of them. */
export function drawnItems(labels: readonly Label[]): ReadonlySet<string> {
  return new Set(labels.filter(({ selection }) => selection.pi !== null).map(labelledItem));
}

/** What each person said last of each item; in the order of the labels. */
export function latestLabels<Kind extends Label>(labels: readonly Kind[]): readonly Kind[] {
  const latest = new Map<string, Kind>();
  for (const label of labels) {
    const key = `${labelledItem(label)} ${label.by}`;
    const before = latest.get(key);
    if (before === undefined || label.at >= before.at) latest.set(key, label);
  }
  const kept = new Set(latest.values());
  return labels.filter((label) => kept.has(label));
}

/** Item → mean score of what people say of it, each person's last word counting once; see {@link labelledItem}. */
export function humanScores(labels: readonly Label[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  const ofOutputs = labels.filter((label) => label.about === 'output');
  for (const label of latestLabels(ofOutputs)) {
    const item = labelledItem(label);
    const { sum, n } = sums.get(item) ?? { sum: 0, n: 0 };
    sums.set(item, { sum: sum + label.score, n: n + 1 });
  }
  return new Map([...sums].map(([item, { sum, n }]) => [item, sum / n]));
}
