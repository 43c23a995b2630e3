import type { Case, CaseId, Reject } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Label, Selection } from '../../core/label.ts';
import type { GeneratedCases } from '../../datasets/generated-cases.ts';
import type { Stratum } from './acceptance.ts';
import type { ReviewItem } from './review-item.ts';
import { isForPeople } from './standing.ts';

/** Whom cases are put before, and which. */
export interface CaseQueueOptions {
  readonly by: string;
  /** Ask about what others have labelled too: two people on one item give their agreement. */
  readonly overlap: boolean;
  /** Only cases of these plans; null: all. */
  readonly only: ReadonlySet<Selection['plan']> | null;
}

/** What the queue is made of. */
export interface CaseQueueSources {
  readonly made: GeneratedCases;
  readonly labels: readonly Label[];
  readonly strata: readonly Stratum[];
  readonly drawing: Drawing | null;
}

/**
 * The cases that a person is asked about: first what nobody could decide, then computed values that a judge disputes,
 * what active selection drew, and the acceptance samples. What is drawn for a sample is asked about as that, whatever
 * else it is. Nobody is asked twice about one thing.
 */
export function caseQueue(sources: CaseQueueSources, options: CaseQueueOptions): readonly ReviewItem[] {
  const { made, labels, strata, drawing } = sources;
  const items = new Map([...made.rejects, ...made.cases].map((item) => [item.id, item]));
  const spoken = groupBy(
    labels.filter(({ about }) => about === 'case'),
    ({ caseId }) => caseId,
  );
  const drawn = drawnItems(strata, drawing);
  const asks = (id: CaseId, everyone: boolean) =>
    !(spoken.get(id) ?? []).some(({ by }) => everyone || by === options.by);
  const chosen = new Map<CaseId, Selection>();
  const add = (id: CaseId, selection: Selection, everyone: boolean) => {
    if (!chosen.has(id) && asks(id, everyone)) chosen.set(id, drawn.get(id) ?? selection);
  };
  // People have spoken of these already where they disagree: then one who has not is asked.
  for (const item of made.rejects.filter(isUndecided)) add(item.id, { plan: 'undecided', pi: null }, false);
  for (const item of made.cases.filter(isDisputed))
    add(item.id, { plan: 'disputed', pi: null }, !options.overlap);
  for (const [id, selection] of drawn) add(id, selection, !options.overlap);
  return [...chosen].flatMap(([id, selection]) => {
    const item = items.get(id);
    const isWanted = options.only === null || options.only.has(selection.plan);
    return item === undefined || !isWanted ? [] : [{ about: 'case' as const, selection, item }];
  });
}

/** What is drawn at random, with how; a case that both drew is asked about for the active one, whose labels are rarer. */
function drawnItems(strata: readonly Stratum[], drawing: Drawing | null): ReadonlyMap<CaseId, Selection> {
  const { items = [], population: drawnFrom = '' } = drawing ?? {};
  const active = items.map(({ caseId, pi }) => {
    return [caseId, { plan: 'active', pi, drawn: items.length, population: drawnFrom }] as const;
  });
  const accepted = strata.flatMap(({ sample, size, population }) =>
    sample.map((id) => {
      const pi = sample.length / size;
      return [id, { plan: 'acceptance', pi, drawn: sample.length, population }] as const;
    }),
  );
  return new Map<CaseId, Selection>([
    ...active,
    ...accepted.filter(([id]) => !active.some(([of]) => of === id)),
  ]);
}

function isUndecided(item: Reject): boolean {
  return item.status === 'undecided' && isForPeople(item);
}

/** A case stayed, its value being computed, although a judge objected. */
function isDisputed({ verdicts }: Pick<Case, 'verdicts'>): boolean {
  return verdicts.some(({ status, code }) => status === 'accepted' && code !== null);
}
