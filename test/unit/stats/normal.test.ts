import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../../stats/normal.ts';

describe('normalCdf', () => {
  test.each([
    [-37, 5.725571222524577e-300],
    [-30, 4.906713927148187e-198],
    [-20, 2.7536241186062337e-89],
    [-12.5, 3.732564298877713e-36],
    [-8, 6.220960574271784e-16],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-2.0001, 0.022744733391410546],
    [-2, 0.02275013194817921],
    [-1.9999, 0.022755531584767185],
    [-1, 0.15865525393145705],
    [-0.001, 0.49960105778608893],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [1.96, 0.9750021048517795],
    [3, 0.9986501019683699],
  ])('at %d to 1e-12 relative (mpmath, 40 digits)', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-12);
  });

  test('reaches 0 and 1 at infinity and refuses NaN', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(-1e200)).toBe(0);
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
  });

  test('halves add up to 1 and it never falls', () => {
    const z = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(z, z, (one, other) => {
        expect(normalCdf(one) + normalCdf(-one)).toBeCloseTo(1, 14);
        expect(normalCdf(Math.min(one, other))).toBeLessThanOrEqual(normalCdf(Math.max(one, other)) + 1e-15);
      }),
    );
  });
});

describe('normalQuantile', () => {
  test('T42: normal quantiles at .95, .975, .995 (scipy)', () => {
    expect(normalQuantile(0.95)).toBeCloseTo(1.64485363, 7);
    expect(normalQuantile(0.975)).toBeCloseTo(1.95996398, 7);
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293, 7);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-50, -14.933337534788489],
    [1e-12, -7.034483825301132],
    [1.4e-11, -6.656723091518184],
    [1.3e-11, -6.667611456510741],
    [1e-10, -6.361340902404056],
    [0.001, -3.0902323061678136],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258116],
    [0.3, -0.5244005127080408],
    [0.499, -0.002506630899571766],
    [0.8, 0.8416212335729144],
    [0.925, 1.4395314709384561],
    [0.999, 3.090232306167813],
  ])('at %d to 1e-14 relative (mpmath, 40 digits)', (p, expected) => {
    expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-14);
  });

  test('covers the ends and refuses what is no probability', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });

  test('undoes normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 700, noNaN: true }), (depth) => {
        const p = Math.exp(-depth) / 2;
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-11);
      }),
    );
  });
});
