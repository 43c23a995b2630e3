import type { Case, CaseId, Reject } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { populationDigest, sampleOrder } from '../../core/sample-order.ts';
import type { GeneratedCases } from '../../datasets/generated-cases.ts';
import { defectBound, itemsToShow } from '../../stats/acceptance-bound.ts';
import type { CaseDecision } from './case-decisions.ts';
import { isPerson } from './standing.ts';

/** At most this share of the cases of a stratum may be defect, shown at this confidence. */
const limit = 0.1;
const confidence = 0.95;
/** Items to look at before the first version is frozen, and for each later one at least so many or such a share. */
const firstItems = 30;
const laterItems = 60;
const laterShare = 0.02;

/** Cases that one strategy made with one model, and what people found in a random sample of them. */
export interface Stratum {
  readonly generator: string;
  /** null where no model wrote them. */
  readonly model: string | null;
  /** Cases that the judges let in, those that people took out since among them. */
  readonly size: number;
  /** Digest of those cases; see `populationDigest`. */
  readonly population: string;
  /** The sample, in the order in which people are asked. */
  readonly sample: readonly CaseId[];
  /** How many of the sample have been looked at. */
  readonly looked: number;
  /** How many of those people refused or relabelled, or disagree on. */
  readonly defects: number;
  /** One-sided 95 % upper bound of the share of defects, by Clopper and Pearson; the share itself where all were looked at. */
  readonly bound: number | null;
  /** `open` until the whole sample has been looked at. */
  readonly status: 'open' | 'accepted' | 'not-accepted';
  /** How many more items without a defect would show it; 0 unless not accepted; null where there are not so many. */
  readonly more: number | null;
}

/** How many items of each stratum are to be looked at. */
export interface AcceptancePlan {
  readonly suite: string;
  /** Whether a version has been frozen: the first use is behind. */
  readonly isReleased: boolean;
  /** In place of what the plan says; left out: the plan's. */
  readonly items?: number;
}

/**
 * What people found, by stratum. A sample holds the first of the fixed order, so whoever asks for more goes on with the
 * same one. To go on until it is accepted (29, 46, 61, 76 items) accepts a stratum with 10 % defects 10.3 % of the time
 * where one look does 5 %: choose the size first.
 */
export function acceptanceStrata(
  made: GeneratedCases,
  decisions: ReadonlyMap<CaseId, CaseDecision>,
  plan: AcceptancePlan,
): readonly Stratum[] {
  const groups = groupBy(letInByJudges(made), (item) => stratumName(item));
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, items]) => stratum(items, decisions, plan));
}

/** `STRATEGY`, or `STRATEGY by MODEL`. */
export function stratumName({ provenance }: Pick<Case, 'provenance'>): string {
  if (provenance.kind !== 'generated') return provenance.source;
  return provenance.model === null ? provenance.by : `${provenance.by} by ${provenance.model}`;
}

function stratum(
  items: readonly (Case | Reject)[],
  decisions: ReadonlyMap<CaseId, CaseDecision>,
  { suite, isReleased, items: asked }: AcceptancePlan,
): Stratum {
  const size = items.length;
  const planned = isReleased ? Math.max(laterItems, Math.ceil(laterShare * size)) : firstItems;
  const ids = items.map(({ id }) => id);
  const sample = sampleOrder(suite, ids).slice(0, asked ?? planned);
  const found = sample.flatMap((id) => decisions.get(id) ?? []);
  const defects = found.filter(({ decision }) => decision !== 'accept').length;
  const looked = found.length;
  const isWhole = looked === size;
  const bound = isWhole ? defects / size : defectBound(defects, looked, confidence);
  const provenance = items[0]?.provenance;
  const [generator, model] =
    provenance?.kind === 'generated' ? [provenance.by, provenance.model] : ['', null];
  const population = populationDigest(ids);
  const counts = { generator, model, size, population, sample, looked, defects, bound };
  if (looked < sample.length || bound === null) return { ...counts, status: 'open', more: 0 };
  if (bound <= limit) return { ...counts, status: 'accepted', more: 0 };
  const needed = itemsToShow(defects, limit, confidence);
  return { ...counts, status: 'not-accepted', more: needed > size ? null : needed - looked };
}

/** What rules and models let in, also what people took out since; a relabelled case counts as the one that it was. */
export function letInByJudges({ cases, rejects }: GeneratedCases): readonly (Case | Reject)[] {
  return [...cases, ...rejects].filter(isLetIn);
}

function isLetIn({ verdicts, relabels, provenance }: Case | Reject): boolean {
  const last = verdicts.findLast((verdict) => !isPerson(verdict));
  return relabels === undefined && provenance.kind === 'generated' && last?.status === 'accepted';
}
