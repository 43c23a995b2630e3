import type { CaseId, Origin } from '../core/case.ts';
import { groupBy } from '../core/group-by.ts';
import { clusteredDifference } from '../stats/clustered-difference.ts';
import { holm } from '../stats/holm.ts';
import { mean } from '../stats/mean.ts';
import { studentTCdf } from '../stats/student-t.ts';
import { type CaseFeature, caseFeatures } from './case-features.ts';
import type { GapCell } from './gap-cells.ts';
import type { ObservedCase } from './observed-case.ts';
import { isSearched } from './search-half.ts';

/** Cases that nobody has named, on which the target does worse than on the others of their origin. */
export interface DiscoveredSlice extends CaseFeature {
  readonly origin: Origin;
  readonly cases: readonly CaseId[];
  /** On the half that it was found on. */
  readonly found: { readonly n: number; readonly rate: number; readonly rest: number };
  /** On the other half: the evidence. `p` is one-sided and adjusted (Holm) for all slices that were tested. */
  readonly tested: { readonly n: number; readonly rate: number; readonly rest: number; readonly p: number };
  readonly isConfirmed: boolean;
}

/** Fewer clusters on the half that is searched are luck. */
const leastClusters = 8;
/** So many of the most striking features are looked at with their clusters, and so many of those are tested. */
const [lookedAt, taken] = [60, 8];
/** Two slices with more of their cases in common than this (Jaccard) are one. */
const alike = 0.5;
/** Cases are divided into clusters coarsely and finely: one that lies in another by so much is a part of it. */
const within = 0.8;
const level = 0.05;

/**
 * Looks for slices that nobody has named: tags, pairs of facets, words, and the clusters by meaning that `clustersOf` tells,
 * which must not be made of the half that tests. They are found on one half of the clusters of cases and tested on the
 * other, each origin by itself: a slice that is tested on what it was found on is no evidence. It has to do worse than the
 * weak cells that its cases lie in explain, and to be no cell of the suite under another name. Gives those that were tested,
 * the surest first.
 */
export function discoverSlices(
  cases: readonly ObservedCase[],
  named: readonly GapCell[],
  weak: ReadonlySet<string>,
  tags: readonly string[],
  clustersOf: (item: ObservedCase) => readonly CaseFeature[] = () => [],
): readonly DiscoveredSlice[] {
  return [...groupBy(cases, ({ origin }) => origin)].flatMap(([origin, arm]) => {
    const features = featuresOf(arm, tags, clustersOf);
    const cells = named.filter((cell) => cell.origin === origin).map((cell) => idsOf(cell.cases));
    const weakCells = named.filter((cell) => cell.origin === origin && weak.has(cell.name));
    const halves = groupBy(arm, isSearched);
    const search = unexplained(halves.get(true) ?? [], weakCells);
    const test = unexplained(halves.get(false) ?? [], weakCells);
    const tested = strikingFeatures(search, features, cells).flatMap((feature) => {
      const own = new Set(arm.filter(({ id }) => features.get(id)?.has(feature.name)).map(({ id }) => id));
      const p = pWorse(test, own);
      return p === null ? [] : [{ feature, own, p }];
    });
    const adjusted = holm(tested.map(({ p }) => p));
    return tested
      .map(({ feature, own }, index): DiscoveredSlice => {
        const p = adjusted[index] ?? 1;
        const found = ratesOf(search, own);
        return {
          ...feature,
          origin,
          cases: [...own],
          found,
          tested: { ...ratesOf(test, own), p },
          isConfirmed: p <= level,
        };
      })
      .sort((a, b) => a.tested.p - b.tested.p || (a.name < b.name ? -1 : 1));
  });
}

/** A case with how far its score lies from what is known already. */
type Unexplained = ObservedCase & { readonly residual: number };

/** What the weakest weak cell that a case lies in explains, or where it lies in none the rate of such cases, taken away. */
function unexplained(half: readonly ObservedCase[], weak: readonly GapCell[]): readonly Unexplained[] {
  const known = weak.map(({ cases }) => {
    const ids = idsOf(cases);
    return { ids, rate: rateOf(half.filter(({ id }) => ids.has(id))) };
  });
  const isKnown = ({ id }: ObservedCase) => known.some(({ ids }) => ids.has(id));
  const elsewhere = rateOf(half.filter((item) => !isKnown(item)));
  return half.map((item) => {
    const rates = known.filter(({ ids }) => ids.has(item.id)).map(({ rate }) => rate);
    return { ...item, residual: item.score - (rates.length === 0 ? elsewhere : Math.min(...rates)) };
  });
}

/** Case → its features by name. */
type Features = ReadonlyMap<CaseId, ReadonlyMap<string, CaseFeature>>;

function featuresOf(
  cases: readonly ObservedCase[],
  tags: readonly string[],
  clustersOf: (item: ObservedCase) => readonly CaseFeature[],
): Features {
  const declared = new Set(tags);
  return new Map(
    cases.map((item) => {
      const own = [...caseFeatures(item, declared), ...clustersOf(item)];
      return [item.id, new Map(own.map((one) => [one.name, one]))];
    }),
  );
}

/** The features that set the failures of a half apart, each unlike the others and unlike what is named already. */
function strikingFeatures(
  search: readonly Unexplained[],
  features: Features,
  cells: readonly ReadonlySet<CaseId>[],
): readonly CaseFeature[] {
  const members = new Map<string, { feature: CaseFeature; cases: Unexplained[] }>();
  for (const item of search)
    for (const feature of features.get(item.id)?.values() ?? []) {
      const entry = members.get(feature.name) ?? { feature, cases: [] };
      members.set(feature.name, entry);
      entry.cases.push(item);
    }
  const striking = [...members.values()]
    .filter(({ cases: own }) => own.length < search.length && clustersIn(own) >= leastClusters)
    .map((entry) => ({ ...entry, excess: -sumOf(entry.cases) / Math.sqrt(entry.cases.length) }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess || (a.feature.name < b.feature.name ? -1 : 1))
    .slice(0, lookedAt)
    .flatMap(({ feature, cases: own }) => {
      const ids = idsOf(own);
      const p = pWorse(search, ids);
      return p === null || p > level ? [] : [{ feature, ids, p }];
    })
    .sort((a, b) => a.p - b.p);
  const inSearch = idsOf(search);
  const seen: Seen[] = cells.map((ids) => ({
    kind: null,
    ids: new Set([...ids].filter((id) => inSearch.has(id))),
  }));
  const chosen: CaseFeature[] = [];
  for (const { feature, ids } of striking) {
    if (chosen.length === taken) break;
    const own = { kind: feature.kind, ids };
    if (seen.some((other) => isSame(own, other))) continue;
    seen.push(own);
    chosen.push(feature);
  }
  return chosen;
}

/**
 * p of "the cases are answered no worse than the others, what is known already taken away", by the cluster-robust
 * difference with one better and one worse case added to either side, each a cluster of its own, for what has not
 * happened yet. Null where a side has none.
 */
function pWorse(cases: readonly Unexplained[], inside: ReadonlySet<CaseId>): number | null {
  const side = (wanted: boolean) =>
    cases
      .filter(({ id }) => inside.has(id) === wanted)
      .map(({ residual, cluster }) => ({ value: residual, cluster: `of ${cluster}` }));
  const [own, rest] = [side(true), side(false)];
  if (own.length === 0 || rest.length === 0) return null;
  const padded = (name: string) => [-0.5, 0.5].map((value) => ({ value, cluster: `${name} ${value}` }));
  const found = clusteredDifference([...own, ...padded('in')], [...rest, ...padded('out')]);
  return found === null ? null : studentTCdf(found.estimate / found.se, found.df);
}

function ratesOf(half: readonly ObservedCase[], inside: ReadonlySet<CaseId>) {
  const own = half.filter(({ id }) => inside.has(id));
  return { n: own.length, rate: rateOf(own), rest: rateOf(half.filter(({ id }) => !inside.has(id))) };
}

/** 0 for no cases: nothing is then better or worse. */
function rateOf(cases: readonly ObservedCase[]): number {
  return cases.length === 0 ? 0 : mean(cases.map(({ score }) => score));
}

function sumOf(cases: readonly Unexplained[]): number {
  return cases.reduce((sum, { residual }) => sum + residual, 0);
}

function idsOf(cases: readonly ObservedCase[]): ReadonlySet<CaseId> {
  return new Set(cases.map(({ id }) => id));
}

function clustersIn(cases: readonly ObservedCase[]): number {
  return new Set(cases.map(({ cluster }) => cluster)).size;
}

/** What a slice is of, null for a cell of the suite, and its cases on one half. */
interface Seen {
  readonly kind: CaseFeature['kind'] | null;
  readonly ids: ReadonlySet<CaseId>;
}

function isSame({ kind, ids }: Seen, other: Seen): boolean {
  let shared = 0;
  for (const id of ids) if (other.ids.has(id)) shared++;
  if (shared / (ids.size + other.ids.size - shared) > alike) return true;
  const areClusters = kind === 'cluster' && other.kind === 'cluster';
  return areClusters && shared / Math.min(ids.size, other.ids.size) > within;
}
