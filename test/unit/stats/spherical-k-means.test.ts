import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { nearestCentroid, sphericalKMeans } from '../../../stats/spherical-k-means.ts';

const unit = (values: readonly number[]) => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};
/** Points around each axis of a space, in turn. */
function planted(axes: number, each: number, spread: number, seed: string) {
  const random = createRandom(seed);
  return Array.from({ length: axes * each }, (_, index) =>
    unit(
      Array.from(
        { length: axes },
        (__, at) => (at === index % axes ? 1 : 0) + spread * (random.next() - 0.5),
      ),
    ),
  );
}

test('planted clusters are found, whatever the seed: one centroid near each axis, and the points of it around it', () => {
  for (let seed = 0; seed < 20; seed++) {
    const points = planted(4, 30, 0.4, `points ${seed}`);
    const centroids = sphericalKMeans(points, 4, createRandom(seed).next);
    const nearest = points.map((point) => nearestCentroid(point, centroids));
    for (let axis = 0; axis < 4; axis++)
      expect(new Set(nearest.filter((_, at) => at % 4 === axis)).size).toBe(1);
    expect(new Set(nearest).size).toBe(4);
    for (const centroid of centroids) expect(Math.hypot(...centroid)).toBeCloseTo(1, 5);
  }
});

test('a centroid is the mean direction of its points, computed by hand', () => {
  // Two points at 0° and 30°, two at 90° and 100°: directions 15° and 95°.
  const at = (degrees: number) =>
    unit([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
  const centroids = sphericalKMeans([at(0), at(90), at(30), at(100)], 2, createRandom(1).next);
  const angles = centroids.map(([x = 0, y = 0]) => (Math.atan2(y, x) * 180) / Math.PI).sort((a, b) => a - b);
  expect(angles[0]).toBeCloseTo(15, 3);
  expect(angles[1]).toBeCloseTo(95, 3);
});

test('the same numbers give the same centroids; fewer vectors than clusters, equal ones and none', () => {
  const points = planted(6, 20, 1.5, 'same');
  const make = () => sphericalKMeans(points, 5, createRandom('a').next);
  expect(make()).toEqual(make());
  const [one, other] = [unit([1, 0]), unit([0, 1])];
  expect(sphericalKMeans([one, one, other, one], 3, createRandom(2).next)).toHaveLength(2);
  expect(sphericalKMeans([], 3, createRandom(2).next)).toEqual([]);
  expect(nearestCentroid(one, [])).toBe(-1);
  expect(nearestCentroid(one, [other, one, one])).toBe(1);
});
