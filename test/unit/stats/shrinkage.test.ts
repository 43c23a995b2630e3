import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilityBelow, shrink } from '../../../stats/shrinkage.ts';

const VALUES = [-0.02, -0.15, 0.03, -0.05, 0.1, -0.3];
const ERRORS = [0.02, 0.06, 0.03, 0.05, 0.1, 0.14];
const SIX = VALUES.map((value, i) => ({ value, se: ERRORS[i] ?? Number.NaN }));

function expectAll(actual: readonly number[] | undefined, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual?.[i]).toBeCloseTo(value, 7);
}

test('T20: Q, τ², centre, posterior means and deviations of six slices (statistics.md §4)', () => {
  const found = shrink(SIX);
  expect(found?.q).toBeCloseTo(13.26622829, 7);
  expect(found?.tauSquared).toBeCloseTo(0.00306394, 7);
  expect(found?.centre).toBeCloseTo(-0.03558868, 7);
  expectAll(
    found?.posteriors.map(({ mean }) => mean),
    [-0.02180011, -0.08819262, 0.0151083, -0.04352468, -0.0037885, -0.07133448],
  );
  expectAll(
    found?.posteriors.map(({ sd }) => sd),
    [0.01916402, 0.04415392, 0.02734327, 0.03975339, 0.05418809, 0.05834461],
  );
});

test('T21: probability of lying below −.05 (statistics.md §4)', () => {
  expectAll(
    shrink(SIX)?.posteriors.map((posterior) => probabilityBelow(posterior, -0.05)),
    [0.07057775, 0.80647736, 0.00862944, 0.43530361, 0.19688564, 0.64269181],
  );
});

test('estimates that differ no more than their errors are all put at the centre', () => {
  const alike = shrink([
    { value: 0.01, se: 0.1 },
    { value: -0.02, se: 0.05 },
    { value: 0.03, se: 0.2 },
  ]);
  expect(alike?.tauSquared).toBe(0);
  for (const { mean } of alike?.posteriors ?? []) expect(mean).toBeCloseTo(alike?.centre ?? Number.NaN, 12);
});

test('one estimate stays as it is, and none gives nothing', () => {
  const [only] = shrink([{ value: -0.1, se: 0.05 }])?.posteriors ?? [];
  expect(only?.mean).toBeCloseTo(-0.1, 12);
  expect(only?.sd).toBeCloseTo(0.05, 12);
  expect(shrink([])).toBeNull();
});

test('every posterior mean lies between its estimate and the centre', () => {
  const estimate = fc.record({
    value: fc.double({ min: -1, max: 1, noNaN: true }),
    se: fc.double({ min: 0.001, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(estimate, { minLength: 1, maxLength: 20 }), (estimates) => {
      const found = shrink(estimates);
      const centre = found?.centre ?? Number.NaN;
      found?.posteriors.forEach(({ mean }, i) => {
        const { value = Number.NaN } = estimates[i] ?? {};
        expect(mean).toBeGreaterThanOrEqual(Math.min(value, centre) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(value, centre) + 1e-9);
      });
    }),
  );
});

test('refuses an error of 0: 0 of 5 lost is no certainty', () => {
  expect(() => shrink([{ value: 0, se: 0 }])).toThrow(RangeError);
  expect(() => shrink([{ value: Number.NaN, se: 1 }])).toThrow(RangeError);
});
