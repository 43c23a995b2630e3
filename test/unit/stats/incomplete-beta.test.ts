import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaQuantile, incompleteBeta } from '../../../stats/incomplete-beta.ts';

const shape = fc.double({ min: 0.3, max: 300, noNaN: true });
const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe('incompleteBeta', () => {
  test('T42: I_.3(2.5, 4) (scipy)', () => {
    expect(incompleteBeta(0.3, 2.5, 4)).toBeCloseTo(0.35219759, 7);
  });

  test.each([
    [0.8535533905932737, 0.5, 0.5, 0.75],
    [0.003322259136212625, 0.01, 3, 0.958679018177272],
    [0.21356217223385232, 7, 1, 2.026143997197762e-5],
    [0.02641000539399313, 30, 70, 1.5524184645442618e-23],
    [0.4367949973030034, 30, 70, 0.9976886381351833],
    [0.9109875437301935, 500, 20, 2.2848584546513258e-6],
    [0.37762744753279937, 300, 300, 5.813868518705023e-10],
    [0.983998746951282, 74.5, 0.5, 0.12169053857109019],
  ])('I_%d(%d, %d) to 1e-12 relative (mpmath, 40 digits)', (x, a, b, expected) => {
    expect(Math.abs(incompleteBeta(x, a, b) / expected - 1)).toBeLessThan(1e-12);
  });

  test('stays usable for very large counts (scipy)', () => {
    expect(incompleteBeta(0.4966458980337503, 1e5, 1e5)).toBeCloseTo(0.001349765078629076, 11);
    expect(incompleteBeta(0.33251683675240556, 1e6, 2e6)).toBeCloseTo(0.0013450684604808356, 9);
  });

  test('mirrors: I_x(a, b) + I_(1-x)(b, a) = 1', () => {
    fc.assert(
      fc.property(inside, shape, shape, (x, a, b) => {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 10);
      }),
    );
  });

  test('is 0 and 1 outside the unit interval and refuses shapes that are not positive', () => {
    expect(incompleteBeta(-1, 2, 3)).toBe(0);
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
    expect(() => incompleteBeta(0.5, 0, 3)).toThrow(RangeError);
    expect(() => incompleteBeta(0.5, 2, -1)).toThrow(RangeError);
    expect(() => incompleteBeta(Number.NaN, 2, 1)).toThrow(RangeError);
  });
});

describe('betaQuantile', () => {
  test('has closed forms for Beta(a, 1) and Beta(1, b)', () => {
    for (const p of [1e-12, 0.025, 0.5, 0.975]) {
      expect(Math.abs(betaQuantile(p, 7, 1) / p ** (1 / 7) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(betaQuantile(p, 1, 9) / -Math.expm1(Math.log1p(-p) / 9) - 1)).toBeLessThan(1e-12);
      expect(betaQuantile(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 12);
    }
  });

  test('undoes incompleteBeta', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), shape, shape, (p, a, b) => {
        // A step of one bit near x = 1 can move the probability of Beta(a, .3) by about 1e-5.
        expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, b < 1 ? 4 : 9);
      }),
    );
  });

  test('covers the ends and refuses what is no probability', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(() => betaQuantile(1.5, 2, 3)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 3)).toThrow(RangeError);
  });
});
