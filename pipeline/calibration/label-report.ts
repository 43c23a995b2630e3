import { type Label, labelledItem, latestLabels } from '../../core/label.ts';
import {
  type PeopleAgreement,
  type PersonalRating,
  peopleAgreement,
} from '../../judges/calibration/people-agreement.ts';

/** What people have labelled, and how far they agree. */
export interface LabelReport {
  /** Cases, and answers, that somebody labelled. */
  readonly cases: number;
  readonly outputs: number;
  readonly people: readonly string[];
  /** Share of the labels that were given blind; null where there are none. */
  readonly blind: number | null;
  /** null where no two people spoke of one. */
  readonly ofCases: PeopleAgreement | null;
  readonly ofOutputs: PeopleAgreement | null;
}

/** Sums up labels; each person's last word on an item counts. */
export function labelReport(labels: readonly Label[]): LabelReport {
  const latest = latestLabels(labels);
  const [cases, outputs] = (['case', 'output'] as const).map((about) =>
    latest.filter((label) => label.about === about).map(ratingOf),
  );
  const items = (ratings: readonly PersonalRating[] = []) => new Set(ratings.map(({ item }) => item)).size;
  return {
    cases: items(cases),
    outputs: items(outputs),
    people: [...new Set(latest.map(({ by }) => by))].sort(),
    blind: latest.length === 0 ? null : latest.filter(({ blind }) => blind).length / latest.length,
    ofCases: peopleAgreement(cases ?? []),
    ofOutputs: peopleAgreement(outputs ?? []),
  };
}

function ratingOf(label: Label): PersonalRating {
  const score = label.about === 'output' ? label.score : label.decision === 'accept' ? 1 : 0;
  return { item: labelledItem(label), by: label.by, score };
}
