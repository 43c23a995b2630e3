const starts = 4;
const mostRounds = 50;

/**
 * Centroids of unit length that divide unit vectors into at most `k` clusters by cosine: spherical k-means (Dhillon, Modha
 * 2001), from four starts by k-means++ (Arthur, Vassilvitskii 2007; squared distance is 2 − 2·cosine) the division whose
 * vectors lie nearest to their centroids. Fewer where there are fewer different vectors. `random` gives numbers in [0, 1): the
 * same numbers, the same centroids.
 */
export function sphericalKMeans(
  vectors: readonly Float32Array[],
  k: number,
  random: () => number,
): readonly Float32Array[] {
  let best: Division = { centroids: [], sum: -Infinity };
  for (let start = 0; start < starts; start++) {
    const found = divided(vectors, startingPoints(vectors, k, random));
    if (found.sum > best.sum) best = found;
  }
  return best.centroids;
}

interface Division {
  readonly centroids: readonly Float32Array[];
  /** Of the cosines of all vectors with their nearest centroids. */
  readonly sum: number;
}

/** Lloyd's rounds: each vector to its nearest centroid, each centroid to the mean of its vectors. */
function divided(vectors: readonly Float32Array[], from: readonly Float32Array[]): Division {
  let centroids = from;
  let before: readonly number[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const nearest = vectors.map((vector) => nearestCentroid(vector, centroids));
    if (nearest.every((at, index) => at === before[index])) break;
    before = nearest;
    centroids = centroids.map((centroid, at) => meanOf(vectors, nearest, at) ?? centroid);
  }
  const cosines = vectors.map((vector) => Math.max(...centroids.map((centroid) => dot(vector, centroid))));
  return { centroids, sum: cosines.reduce((sum, cosine) => sum + cosine, 0) };
}

/** The place of the centroid with the largest cosine; of several the first. −1 where there is none. */
export function nearestCentroid(vector: Float32Array, centroids: readonly Float32Array[]): number {
  let [best, most] = [-1, -Infinity];
  for (const [at, centroid] of centroids.entries()) {
    const cosine = dot(vector, centroid);
    if (cosine > most) [best, most] = [at, cosine];
  }
  return best;
}

function startingPoints(vectors: readonly Float32Array[], k: number, random: () => number): Float32Array[] {
  const first = vectors[Math.floor(random() * vectors.length)];
  if (first === undefined || k < 1) return [];
  const chosen = [first];
  const distances = vectors.map((vector) => distance(vector, first));
  while (chosen.length < k) {
    const next = vectors[drawn(distances, random)];
    if (next === undefined) break;
    chosen.push(next);
    for (const [index, vector] of vectors.entries())
      distances[index] = Math.min(distances[index] ?? 0, distance(vector, next));
  }
  return chosen;
}

/** A place drawn in proportion to its weight; −1 where all are 0. */
function drawn(weights: readonly number[], random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left < 0;
  });
}

/** Rounding makes equal vectors differ a little. */
function distance(one: Float32Array, other: Float32Array): number {
  const away = 1 - dot(one, other);
  return away < 1e-6 ? 0 : away;
}

/** Null where none are nearest, or they cancel out. */
function meanOf(
  vectors: readonly Float32Array[],
  nearest: readonly number[],
  wanted: number,
): Float32Array | null {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const [index, vector] of vectors.entries())
    if (nearest[index] === wanted)
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (vector[at] ?? 0);
  const length = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? null : Float32Array.from(sums, (value) => value / length);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
