import { describe, expect, test } from 'vitest';
import type { GateStatus } from '../../../core/gate-decision.ts';
import { decide } from '../../../gate/decide.ts';
import { weigh } from '../../../gate/evidence.ts';
import { pair, policy } from './paired-fixtures.ts';

// Error rates without simulation: every table of gains b and losses c among n independent cases, each with its
// multinomial probability. The bounds are those of statistics.md §9.

const rates = { alphaPass: policy.alphaPass, alphaFail: policy.alphaFail, power: policy.power };
const bound = { falsePass: 0.068, falsePassAnyDiscordance: 0.0714, falseFail: 0.0123 };

const one = {
  tie: pair('tie'),
  gain: pair('gain', { baseline: 0 }),
  loss: pair('loss', { candidate: 0 }),
};

function casesOf(b: number, c: number, n: number) {
  return Array.from({ length: n }, (_, i) => {
    const kind = i < b ? one.gain : i < b + c ? one.loss : one.tie;
    return { ...kind, caseId: `c${i}`, cluster: `c${i}` };
  });
}

const decided = (b: number, c: number, n: number, margin: number): GateStatus =>
  decide(casesOf(b, c, n), { ...policy, margin: { real: margin, synthetic: margin } }).status;

/** Whether the table of b gains and c losses belongs to a region. */
type Region = readonly (readonly boolean[])[];

function regionOf(n: number, isInside: (b: number, c: number) => boolean): Region {
  return Array.from({ length: n + 1 }, (_, b) => Array.from({ length: n - b + 1 }, (_, c) => isInside(b, c)));
}

/** PASS and FAIL regions of the whole decision for n cases. */
function regions(n: number, margin: number): { readonly pass: Region; readonly fail: Region } {
  const all = Array.from({ length: n + 1 }, (_, b) =>
    Array.from({ length: n - b + 1 }, (_, c) => decided(b, c, n, margin)),
  );
  return {
    pass: all.map((row) => row.map((status) => status === 'pass')),
    fail: all.map((row) => row.map((status) => status === 'fail')),
  };
}

/** The same region from its edge: for each b the fewest losses that FAIL, above which every table fails. */
function failRegionByEdge(n: number, isFail: (b: number, c: number) => boolean): Region {
  return Array.from({ length: n + 1 }, (_, b) => {
    let [from, to] = [0, n - b + 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isFail(b, middle)) to = middle;
      else from = middle + 1;
    }
    return Array.from({ length: n - b + 1 }, (_, c) => c >= from);
  });
}

const logFactorials = [0];
for (let k = 1; k <= 600; k++) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
const logFactorial = (k: number) => logFactorials[k] ?? Number.NaN;

/** Probability of a region where a case is gained or lost with these probabilities. */
function probability(region: Region, gain: number, loss: number): number {
  const n = region.length - 1;
  const tie = Math.max(0, 1 - gain - loss);
  const power = (p: number, k: number) => (k === 0 ? 0 : k * Math.log(p));
  let sum = 0;
  region.forEach((row, b) => {
    row.forEach((isInside, c) => {
      if (!isInside) return;
      const ways = logFactorial(n) - logFactorial(b) - logFactorial(c) - logFactorial(n - b - c);
      sum += Math.exp(ways + power(gain, b) + power(loss, c) + power(tie, n - b - c));
    });
  });
  return sum;
}

/** The worst probability of a region over discordances from the margin up, for a true loss of one margin. */
function worst(region: Region, margin: number, maxDiscordance: number, steps = 60): number {
  const at = (k: number) => margin + ((maxDiscordance - margin) * k) / steps;
  const all = Array.from({ length: steps + 1 }, (_, k) =>
    probability(region, (at(k) - margin) / 2, (at(k) + margin) / 2),
  );
  return Math.max(...all);
}

describe.each([
  [60, 0.05],
  [60, 0.1],
  [100, 0.05],
  [120, 0.03],
])('a true loss of exactly the margin, n = %d, margin %d', (n, margin) => {
  const { pass, fail } = regions(n, margin);

  test('the probabilities of all tables sum to one', () => {
    expect(
      probability(
        regionOf(n, () => true),
        0.1,
        0.15,
      ),
    ).toBeCloseTo(1, 9);
  });

  test('false PASS at most 6.8 % with discordance up to .5, and 7.14 % with any', () => {
    expect(worst(pass, margin, 0.5)).toBeLessThanOrEqual(bound.falsePass);
    expect(worst(pass, margin, 1)).toBeLessThanOrEqual(bound.falsePassAnyDiscordance);
    // A gate that never passes would meet the bound too.
    expect(worst(pass, margin, 0.5)).toBeGreaterThan(0.03);
  });

  test('false FAIL at most 1.23 %', () => {
    expect(worst(fail, margin, 1)).toBeLessThanOrEqual(bound.falseFail);
    expect(probability(fail, 0.02, 0.02 + 4 * margin)).toBeGreaterThan(0.2);
  });

  test('a smaller loss than the margin is failed less often, a larger one is passed less often', () => {
    const at = (region: Region, loss: number) => probability(region, 0.03, 0.03 + loss);
    expect(at(fail, 0)).toBeLessThan(at(fail, margin));
    expect(at(fail, margin)).toBeLessThan(at(fail, 2 * margin));
    expect(at(pass, 2 * margin)).toBeLessThan(at(pass, margin));
    expect(at(pass, margin)).toBeLessThan(at(pass, 0));
  });

  test('more losses never turn FAIL into anything else, nor anything else into PASS', () => {
    fail.forEach((row, b) => {
      row.forEach((isFail, c) => {
        if (c > 0 && row[c - 1] === true) expect(isFail, `${b} gains, ${c} losses`).toBe(true);
        if (c > 0 && pass[b]?.[c] === true) expect(pass[b]?.[c - 1], `${b} gains, ${c} losses`).toBe(true);
      });
    });
  });
});

describe('single worst cases, to the digit', () => {
  test('margin .10, n = 42: 0 or 1 loss pass, .9^42 + 42·.1·.9^41 = 6.784 %', () => {
    const { pass } = regions(42, 0.1);
    expect(probability(pass, 0, 0.1)).toBeCloseTo(0.9 ** 42 + 42 * 0.1 * 0.9 ** 41, 9);
    expect(worst(pass, 0.1, 0.5)).toBeCloseTo(0.06784, 5);
  });

  test('margin .10, n = 30, every case discordant: 7.14 %', () => {
    const { pass } = regions(30, 0.1);
    expect(worst(pass, 0.1, 0.5)).toBeLessThanOrEqual(bound.falsePass);
    expect(probability(pass, 0.45, 0.55)).toBeCloseTo(0.0714, 4);
  });

  test('below n = 30: 7.4 % with discordance up to .5, 11.8 % with any', () => {
    const all = [0.02, 0.03, 0.05, 0.1].flatMap((margin) =>
      Array.from({ length: 28 }, (_, i) => {
        const { pass } = regions(i + 2, margin);
        return { half: worst(pass, margin, 0.5, 30), any: worst(pass, margin, 1, 30) };
      }),
    );
    expect(Math.max(...all.map(({ half }) => half))).toBeCloseTo(0.074, 3);
    expect(Math.max(...all.map(({ any }) => any))).toBeCloseTo(0.118, 3);
  });

  test('margin .02, n = 385: one test alone gives a false FAIL of 1.23 %; arm and skill together less', () => {
    const alone = failRegionByEdge(385, (b, c) => {
      const { pFail } = weigh(casesOf(b, c, 385), 0.02, rates);
      return pFail !== null && pFail <= 0.4 * rates.alphaFail;
    });
    expect(worst(alone, 0.02, 0.03, 40)).toBeCloseTo(0.0123, 4);
    const whole = failRegionByEdge(385, (b, c) => decided(b, c, 385, 0.02) === 'fail');
    expect(worst(whole, 0.02, 0.03, 40)).toBeLessThan(0.005);
  });
});

describe('the floor', () => {
  test.each([
    [58, 0.05],
    [28, 0.1],
    [98, 0.03],
  ])('with %d cases at margin %d no table without a net gain passes', (n, margin) => {
    const without = regionOf(n, (b, c) => b <= c && weigh(casesOf(b, c, n), margin, rates).isShown);
    expect(without.flat().filter(Boolean)).toEqual([]);
    const withGain = weigh(casesOf(12, 0, n), margin, rates);
    expect(withGain.isShown).toBe(true);
  });
});

describe('power of one test at margin .05, four in a hundred cases differing besides', () => {
  // statistics.md §9: a true loss of two and of three margins.
  test.each([
    [100, 0.12, 0.47],
    [200, 0.29, 0.84],
    [400, 0.6, 0.99],
  ])('n = %d: %d and %d', (n, two, three) => {
    const fail = failRegionByEdge(n, (b, c) => {
      const { pFail } = weigh(casesOf(b, c, n), 0.05, rates);
      return pFail !== null && pFail <= 0.4 * rates.alphaFail;
    });
    expect(probability(fail, 0.02, 0.12)).toBeCloseTo(two, 2);
    expect(probability(fail, 0.02, 0.17)).toBeCloseTo(three, 2);
  });
});
