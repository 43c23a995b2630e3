import { describe, expect, test } from 'vitest';
import type { GateStatus } from '../../../core/gate-decision.ts';
import { decide } from '../../../gate/decide.ts';
import { weigh } from '../../../gate/evidence.ts';
import { regionProbability } from '../../../stats/paired-region.ts';
import { pair, policy } from './paired-fixtures.ts';

// Error rates without simulation, of the decision itself: every table of gains b and losses c among n independent
// cases with its multinomial probability. test/statistical does the same for every n, by the rule for counts alone.

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

/** Asks each question once: tables at the edge of a region come up for every rate. */
function remembered<Answer>(ask: (b: number, c: number) => Answer): (b: number, c: number) => Answer {
  const known = new Map<number, Answer>();
  return (b, c) => {
    const key = b * 1000 + c;
    const answer = known.get(key) ?? ask(b, c);
    known.set(key, answer);
    return answer;
  };
}

/** The decision on n independent cases, by gains and losses. */
const decided = (n: number, margin: number): ((b: number, c: number) => GateStatus) =>
  remembered(
    (b, c) => decide(casesOf(b, c, n), { ...policy, margin: { real: margin, synthetic: margin } }).status,
  );

type Rates = { readonly gain: number; readonly loss: number };
type Region = (at: Rates) => number;

const passOf =
  (n: number, status: (b: number, c: number) => GateStatus): Region =>
  (at) =>
    regionProbability(n, (b, c) => status(b, c) === 'pass', at);
const failOf =
  (n: number, status: (b: number, c: number) => GateStatus): Region =>
  (at) =>
    1 - regionProbability(n, (b, c) => status(b, c) !== 'fail', at);

/** One arm's own test, without the slice that holds the same cases. */
const failAlone = (n: number, margin: number): Region =>
  failOf(
    n,
    remembered((b, c) => {
      const { pFail } = weigh(casesOf(b, c, n), margin, policy);
      return pFail !== null && pFail <= 0.4 * policy.alphaFail ? 'fail' : 'inconclusive';
    }),
  );

/** The worst probability of a region over discordances from the margin up, for a true loss of one margin. */
function worst(region: Region, margin: number, maxDiscordance: number, steps = 60): number {
  const at = (k: number) => margin + ((maxDiscordance - margin) * k) / steps;
  return Math.max(
    ...Array.from({ length: steps + 1 }, (_, k) =>
      region({ gain: (at(k) - margin) / 2, loss: (at(k) + margin) / 2 }),
    ),
  );
}

describe.each([
  [60, 0.05],
  [60, 0.1],
  [100, 0.05],
  [120, 0.03],
])('a true loss of exactly the margin, n = %d, margin %d', (n, margin) => {
  const status = decided(n, margin);
  const [pass, fail] = [passOf(n, status), failOf(n, status)];

  test('false PASS at most 6.8 % with discordance up to .5, and 7.14 % with any', () => {
    expect(worst(pass, margin, 0.5)).toBeLessThanOrEqual(bound.falsePass);
    expect(worst(pass, margin, 1)).toBeLessThanOrEqual(bound.falsePassAnyDiscordance);
    // A gate that never passes would meet the bound too.
    expect(worst(pass, margin, 0.5)).toBeGreaterThan(0.03);
  });

  test('false FAIL at most 1.23 %', () => {
    expect(worst(fail, margin, 1)).toBeLessThanOrEqual(bound.falseFail);
    expect(fail({ gain: 0.02, loss: 0.02 + 4 * margin })).toBeGreaterThan(0.2);
  });

  test('a smaller loss than the margin is failed less often, a larger one is passed less often', () => {
    const at = (region: Region, loss: number) => region({ gain: 0.03, loss: 0.03 + loss });
    expect(at(fail, 0)).toBeLessThan(at(fail, margin));
    expect(at(fail, margin)).toBeLessThan(at(fail, 2 * margin));
    expect(at(pass, 2 * margin)).toBeLessThan(at(pass, margin));
    expect(at(pass, margin)).toBeLessThan(at(pass, 0));
  });
});

test('the regions have one edge: one more gain, or one loss fewer, never makes a status worse', () => {
  const order: readonly GateStatus[] = ['fail', 'inconclusive', 'pass'];
  for (const [n, margin] of [
    [31, 0.1],
    [61, 0.05],
  ] as const) {
    const status = decided(n, margin);
    const rank = (b: number, c: number) => order.indexOf(status(b, c));
    for (let b = 0; b <= n; b += 1) {
      for (let c = 0; b + c < n; c += 1) {
        expect(rank(b + 1, c), `${b} gains, ${c} losses`).toBeGreaterThanOrEqual(rank(b, c));
        expect(rank(b, c + 1), `${b} gains, ${c} losses`).toBeLessThanOrEqual(rank(b, c));
      }
    }
  }
});

describe('single worst cases, to the digit', () => {
  test('margin .10, n = 42: 0 or 1 loss pass, .9^42 + 42·.1·.9^41 = 6.784 %', () => {
    const pass = passOf(42, decided(42, 0.1));
    expect(pass({ gain: 0, loss: 0.1 })).toBeCloseTo(0.9 ** 42 + 42 * 0.1 * 0.9 ** 41, 9);
    expect(worst(pass, 0.1, 0.5)).toBeCloseTo(0.06784, 5);
  });

  test('margin .10, n = 30, every case discordant: 7.14 %', () => {
    const pass = passOf(30, decided(30, 0.1));
    expect(worst(pass, 0.1, 0.5)).toBeLessThanOrEqual(bound.falsePass);
    expect(pass({ gain: 0.45, loss: 0.55 })).toBeCloseTo(0.0714, 4);
  });

  test('margin .02, n = 385: one test alone gives a false FAIL of 1.23 %; arm and skill together less', () => {
    expect(worst(failAlone(385, 0.02), 0.02, 0.03, 40)).toBeCloseTo(0.0123, 4);
    expect(worst(failOf(385, decided(385, 0.02)), 0.02, 0.03, 40)).toBeLessThan(0.005);
  });
});

describe('the floor', () => {
  test.each([
    [58, 0.05],
    [28, 0.1],
    [98, 0.03],
  ])('with %d cases at margin %d no table without a net gain passes', (n, margin) => {
    for (let b = 0; 2 * b <= n; b += 1) {
      for (const c of [b, b + 1, n - b]) expect(weigh(casesOf(b, c, n), margin, policy).isShown).toBe(false);
    }
    expect(weigh(casesOf(12, 0, n), margin, policy).isShown).toBe(true);
  });
});

describe('power of one test at margin .05, four in a hundred cases differing besides', () => {
  // statistics.md §9: a true loss of two and of three margins.
  test.each([
    [100, 0.12, 0.47],
    [200, 0.29, 0.84],
    [400, 0.6, 0.99],
  ])('n = %d: %d and %d', (n, two, three) => {
    const fail = failAlone(n, 0.05);
    expect(fail({ gain: 0.02, loss: 0.12 })).toBeCloseTo(two, 2);
    expect(fail({ gain: 0.02, loss: 0.17 })).toBeCloseTo(three, 2);
  });
});
