import { createRandom } from '../core/random.ts';
import { nearestCentroid, sphericalKMeans } from '../stats/spherical-k-means.ts';
import type { CaseFeature } from './case-features.ts';
import type { ObservedCase } from './observed-case.ts';
import { ofDifferentClusters } from './of-different-clusters.ts';
import { isSearched } from './search-half.ts';
import { tellingNames } from './telling-names.ts';

/** One way of dividing texts by what they mean: centroids of unit length, and what each is called. */
export interface TextClustering {
  readonly centroids: readonly Float32Array[];
  readonly names: readonly string[];
}

/** How many clusters are tried, where each would have so many cases of different clusters on the half that is searched. */
const sizes = [4, 6, 8, 12, 16, 24, 32] as const;
const leastEach = 12;
/** More texts only move the centroids a little. */
const mostFitted = 4000;

/** The cases of one origin that clusters are made of: of the half that is searched, one of each cluster, in a fixed order. */
function fitted(arm: readonly ObservedCase[]): readonly ObservedCase[] {
  const searched = arm.filter((item) => isSearched(item) && item.text.trim() !== '');
  const inOrder = searched.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const points = ofDifferentClusters(inOrder, Infinity);
  return points.length <= mostFitted ? points : createRandom('fitted').shuffle(points).slice(0, mostFitted);
}

/** Whether clusters of the cases of one origin could tell anything: some fail, some do not, and there are enough. */
export function canCluster(arm: readonly ObservedCase[]): boolean {
  const failures = arm.filter(({ score }) => score < 1).length;
  return failures > 0 && arm.some(({ score }) => score > 0) && fitted(arm).length >= sizes[0] * leastEach;
}

/**
 * Divides the cases of one origin by what their texts mean, coarsely and finely. Scores are not looked at, nor is the half
 * that slices are tested on: its texts are assigned afterwards. The same cases and vectors give the same clusters.
 */
export function clusterTexts(
  arm: readonly ObservedCase[],
  vectorOf: (text: string) => Float32Array,
): readonly TextClustering[] {
  const points = fitted(arm);
  const vectors = points.map(({ text }) => vectorOf(text));
  const taken = new Set<string>();
  return sizes
    .filter((k) => points.length >= k * leastEach)
    .map((k): TextClustering => {
      const centroids = sphericalKMeans(vectors, k, createRandom(`clusters/${k}`).next);
      const nearest = vectors.map((vector) => nearestCentroid(vector, centroids));
      return { centroids, names: tellingNames(points, nearest, centroids.length, taken) };
    });
}

/** The clusters that a text lies in, one of each clustering; a blank one, which has a vector of zeros, lies in none. */
export function clusterFeatures(
  clusterings: readonly TextClustering[],
  vector: Float32Array,
): readonly CaseFeature[] {
  if (!vector.some((value) => value !== 0)) return [];
  return clusterings.flatMap(({ centroids, names }) => {
    const name = names[nearestCentroid(vector, centroids)];
    return name === undefined ? [] : [{ kind: 'cluster', name } as const];
  });
}
