import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { weigh } from '../../gate/evidence.ts';
import { randomLabelTest } from '../../gate/label-test.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { wagerTest } from '../../gate/wager-test.ts';
import { pair, policy } from '../unit/gate/paired-fixtures.ts';

// What cannot be enumerated, simulated with fixed seeds. The bounds are those that the gate is held to, with room for
// the chance of so many repetitions; the figures themselves are printed.

const lines: string[] = [];
afterAll(() => console.log(lines.join('\n')));

/** Share of the repetitions in which something happened. */
function shareOf(name: string, repetitions: number, happens: (random: Random) => boolean): number {
  let count = 0;
  for (let i = 0; i < repetitions; i += 1) if (happens(createRandom(`${name}/${i}`))) count += 1;
  lines.push(`${name}: ${((100 * count) / repetitions).toFixed(1)} % of ${repetitions}`);
  return count / repetitions;
}

/** How families break, and how many cases they have. */
interface Families {
  readonly families: number;
  readonly largest: number;
  readonly margin: number;
  /** Share of the other cases on which the models differ, gains and losses alike. */
  readonly churn: number;
}

/** Families that break as a whole with a chance of one margin. */
function brokenFamilies(
  random: Random,
  { families, largest, margin, churn }: Families,
): readonly PairedCase[] {
  return Array.from({ length: families }, (_, family) => {
    const isBroken = random.chance(margin);
    return Array.from({ length: random.integer(1, largest) }, (_, i) => {
      const differs = random.chance(churn);
      const isGain = random.chance(0.5);
      const candidate = isBroken || (differs && !isGain) ? 0 : 1;
      const baseline = !isBroken && differs && isGain ? 0 : 1;
      return pair(`${family}-${i}`, { cluster: `f${family}`, candidate, baseline });
    });
  }).flat();
}

/** The 99.9 % point of a binomial at this rate, as a share. */
function room(rate: number, repetitions: number): number {
  return rate + 3.1 * Math.sqrt((rate * (1 - rate)) / repetitions);
}

describe('families that break as a whole, at the edge of the margin: false PASS, nominal 5 %', () => {
  const passes = (one: Families) =>
    shareOf(
      `${one.families} families that break, margin ${one.margin}, churn ${one.churn}: PASS`,
      600,
      (random) => weigh(brokenFamilies(random, one), one.margin, policy).isShown,
    );

  test.each([
    [20, 0.1, 0],
    [30, 0.1, 0.04],
    [60, 0.1, 0],
    [60, 0.1, 0.04],
    [60, 0.05, 0.04],
    [120, 0.05, 0],
    [120, 0.05, 0.04],
  ])('%d families of up to 8 cases, margin %d, churn %d: at most 6.5 of 100', (families, margin, churn) => {
    expect(passes({ families, largest: 8, margin, churn })).toBeLessThanOrEqual(room(0.065, 600));
  });

  test('seven families: published, and at most one in ten', () => {
    expect(passes({ families: 7, largest: 14, margin: 0.1, churn: 0.04 })).toBeLessThan(0.1);
  });
});

describe('wagers under a look after every case, at the edge of the margin', () => {
  const margin = 0.05;
  const drawn = (random: Random, churn: number): -1 | 0 | 1 => {
    const draw = random.next();
    if (draw < margin + churn / 2) return -1;
    return draw < margin + churn ? 1 : 0;
  };
  /** p is the inverse of the most wealth at any look. */
  const most = (values: readonly number[], size: number) => {
    const clusters = values.map((_, i) => `g${Math.floor(i / size)}`);
    const stepOf = new Map(clusters.map((name) => [name, Number(name.slice(1))]));
    const found = wagerTest({ values, clusters, second: null }, { stepOf, largest: size });
    if (found === null) throw new Error('there are steps enough');
    return found;
  };

  test.each([
    ['losses alone', 0, 1],
    ['a tenth differs besides', 0.1, 1],
    ['half of them differ besides', 0.5, 1],
    ['whole clusters of four', 0.1, 4],
  ])('%s: false PASS at most one in 20, false FAIL at most one in 100', (name, churn, size) => {
    let fails = 0;
    const repetitions = 1000;
    const passes = shareOf(`wagers, ${name}: PASS`, repetitions, (random) => {
      const groups = Array.from({ length: 400 / size }, () => drawn(random, churn));
      const test = most(
        groups.flatMap((value) => new Array<number>(size).fill(value)),
        size,
      );
      if (test.pAtLeast(-margin) <= policy.alphaFail) fails += 1;
      return test.pAtMost(-margin) <= policy.alphaPass;
    });
    lines.push(`wagers, ${name}: FAIL: ${((100 * fails) / repetitions).toFixed(1)} %`);
    expect(passes).toBeLessThanOrEqual(room(0.05, repetitions));
    expect(fails / repetitions).toBeLessThanOrEqual(room(0.01, repetitions));
  });
});

describe('labels of people beside a judge that leans to the candidate: coverage of the nominal 95 %', () => {
  const truth = -0.05;
  /** The judge is right of 85 % of what changed; of what did not, it says so of 4 %, mostly for the candidate. */
  const labelledPair = (random: Random, i: number, isLabelled: boolean): PairedCase => {
    const draw = random.next();
    const label = draw < 0.1 ? -1 : draw < 0.15 ? 1 : 0;
    const isSeen = random.chance(0.85);
    const lean = random.chance(0.04) ? (random.chance(0.75) ? 1 : -1) : 0;
    const judged = label !== 0 && isSeen ? label : lean;
    const scores = (value: number) => ({ candidate: value < 0 ? 0 : 1, baseline: value > 0 ? 0 : 1 });
    return pair(i, { ...scores(judged), withoutFamily: {}, ...(isLabelled ? { human: scores(label) } : {}) });
  };

  test.each([50, 100, 200])('%d labelled pairs of 1000: at least 93 in 100', (labels) => {
    const covered = shareOf(`PPI++ with ${labels} labels: coverage`, 500, (random) => {
      const cases = Array.from({ length: 1000 }, (_, i) => labelledPair(random, i, i < labels));
      const found = randomLabelTest(cases, null, 1, 0);
      if (found === null) throw new Error('there are labels enough');
      return found.pAtMost(truth) > 0.025 && found.pAtLeast(truth) > 0.025;
    });
    expect(covered).toBeGreaterThanOrEqual(0.93);
  });
});
