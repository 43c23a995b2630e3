import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../stats/normal.ts';
import { studentTCdf, studentTQuantile } from '../../../stats/student-t.ts';

describe('studentTCdf', () => {
  test.each([
    [-8, 0.3, 0.18721852014226753],
    [-50, 1, 0.006365349100972796],
    [-1e-8, 1, 0.49999999681690116],
    [2, 2, 0.908248290463863],
    [-1.0001, 3.7, 0.18904943224229237],
    [-0.9999, 3.7, 0.1890919696450302],
    [-8, 7, 4.5574605854376814e-5],
    [-50, 29.5, 2.237779242918495e-30],
    [0.7, 149, 0.7574906008957835],
    [-50, 149, 2.5630618283826784e-95],
  ])('at %d with %d degrees of freedom to 1e-12 relative (mpmath, 40 digits)', (t, df, expected) => {
    expect(Math.abs(studentTCdf(t, df) / expected - 1)).toBeLessThan(1e-12);
  });

  test('is Cauchy for one degree of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (t) => {
        expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
      }),
    );
  });

  test('covers the ends and refuses bad degrees of freedom', () => {
    expect(studentTCdf(0, 5)).toBe(0.5);
    expect(studentTCdf(Number.NEGATIVE_INFINITY, 5)).toBe(0);
    expect(studentTCdf(Number.POSITIVE_INFINITY, 5)).toBe(1);
    expect(() => studentTCdf(1, 0)).toThrow(RangeError);
    expect(() => studentTCdf(1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => studentTCdf(Number.NaN, 5)).toThrow(RangeError);
  });
});

describe('studentTQuantile', () => {
  test('T42: t quantiles (.95; 7), (.95; 29.5), (.975; 149) (scipy)', () => {
    expect(studentTQuantile(0.95, 7)).toBeCloseTo(1.89457861, 7);
    expect(studentTQuantile(0.95, 29.5)).toBeCloseTo(1.69817764, 7);
    expect(studentTQuantile(0.975, 149)).toBeCloseTo(1.97601318, 7);
  });

  test('comes to the normal quantile for many degrees of freedom', () => {
    expect(studentTQuantile(0.975, 1e6)).toBeCloseTo(normalQuantile(0.975), 5);
  });

  test('undoes studentTCdf', () => {
    const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(p, fc.double({ min: 0.5, max: 500, noNaN: true }), (probability, df) => {
        expect(studentTCdf(studentTQuantile(probability, df), df)).toBeCloseTo(probability, 11);
      }),
    );
  });

  test('covers the ends and refuses what is no probability', () => {
    expect(studentTQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentTQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(() => studentTQuantile(-0.1, 3)).toThrow(RangeError);
    expect(() => studentTQuantile(0.3, -1)).toThrow(RangeError);
  });
});
