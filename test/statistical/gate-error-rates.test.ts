import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { decide } from '../../gate/decide.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { policy } from '../unit/gate/paired-fixtures.ts';

const repetitions = 200;

/** Whether each model was right on one case. */
interface Outcome {
  readonly candidate: boolean;
  readonly baseline: boolean;
}
type Draw = (random: Random) => Outcome;

interface Scenario {
  readonly name: string;
  readonly n: number;
  readonly margin: number;
  /** Share of the cases on which the two models differ, gains and losses alike, beside a planted loss. */
  readonly churn: number;
  readonly draw: Draw;
  /** Chance that the three cases of a cluster share one outcome: their intraclass correlation. */
  readonly correlation?: number;
  readonly hasSlices?: boolean;
  readonly origins?: readonly PairedCase['origin'][];
}

/** How often each verdict came. */
interface Verdicts {
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
}

const right = { candidate: true, baseline: true };

/** One target, run twice: it answers at random, a coin each time, on a share of the cases. */
const twice =
  (share: number): Draw =>
  (random) =>
    random.chance(share) ? { candidate: random.chance(0.5), baseline: random.chance(0.5) } : right;

/** The candidate loses a share of the cases; on another the models differ either way. */
const planted =
  (loss: number, churn: number): Draw =>
  (random) => {
    const draw = random.next();
    if (draw < loss + churn / 2) return { candidate: false, baseline: true };
    return { candidate: true, baseline: draw >= loss + churn };
  };

const lines: string[] = [];
afterAll(() => {
  const head = line(['scenario', 'n', 'churn', 'margin', 'FAIL', 'PASS', 'INCONCLUSIVE']);
  console.log([`verdicts in ${repetitions} seeded repetitions`, head, ...lines].join('\n'));
});

function line([name, ...cells]: readonly (string | number)[]): string {
  return String(name).padEnd(52) + cells.map((cell) => String(cell).padStart(13)).join('');
}

function simulate(scenario: Scenario): Verdicts {
  const { name, n, margin, churn } = scenario;
  const counts = { pass: 0, fail: 0, inconclusive: 0 };
  const own = { ...policy, margin: { real: margin, synthetic: margin }, tags: ['red', 'blue'] };
  for (let i = 0; i < repetitions; i++) {
    const random = createRandom(`${name}/${n}/${margin}/${i}`);
    const cases = (scenario.origins ?? ['real']).flatMap((origin) =>
      casesOf(scenario, origin, random.fork(origin)),
    );
    counts[decide(cases, own).status]++;
  }
  lines.push(line([name, n, churn, margin, counts.fail, counts.pass, counts.inconclusive]));
  return counts;
}

function casesOf(scenario: Scenario, origin: PairedCase['origin'], random: Random): readonly PairedCase[] {
  const { n, draw, correlation, hasSlices = false } = scenario;
  let shared: Outcome | null = null;
  return Array.from({ length: n }, (_, i) => {
    if (correlation !== undefined && i % 3 === 0) shared = random.chance(correlation) ? draw(random) : null;
    const { candidate, baseline } = shared ?? draw(random);
    const group = correlation === undefined ? i : Math.floor(i / 3);
    return {
      caseId: `${origin}${i}`,
      origin,
      cluster: `${origin}-g${group}`,
      ...(hasSlices ? slicesAt(group) : { skill: 'main', edgeCase: null, tags: [] }),
      candidate: candidate ? 1 : 0,
      baseline: baseline ? 1 : 0,
    };
  });
}

/** Four skills with an edge case each, and two tags that overlap with all of them: ten slices an origin. */
function slicesAt(index: number): Pick<PairedCase, 'skill' | 'edgeCase' | 'tags'> {
  return {
    skill: `skill${index % 4}`,
    edgeCase: index % 3 === 0 ? 'edge' : null,
    tags: [...(index % 5 === 0 ? ['red'] : []), ...(index % 7 < 2 ? ['blue'] : [])],
  };
}

describe('A/A: a target against itself, at most 2 FAILs', () => {
  const sameTarget = (share: number, over: Partial<Scenario> = {}): Scenario => ({
    name: `A/A, ${100 * share} % at random`,
    n: 400,
    margin: 0.05,
    churn: share / 2,
    draw: twice(share),
    ...over,
  });
  const both = ['real', 'synthetic'] as const;
  test.each<Scenario>([
    sameTarget(0),
    sameTarget(0.05),
    sameTarget(0.2),
    sameTarget(0, { n: 100 }),
    sameTarget(0.05, { n: 100 }),
    sameTarget(0.2, { n: 100 }),
    sameTarget(0, { margin: 0.03 }),
    sameTarget(0.05, { margin: 0.03 }),
    sameTarget(0.2, { margin: 0.03 }),
    sameTarget(0.2, { name: 'A/A, 20 % at random, ten slices', hasSlices: true }),
    sameTarget(0.2, { name: 'A/A, 20 % at random, clusters of 3, ICC .5', n: 399, correlation: 0.5 }),
    sameTarget(0.2, { name: 'A/A, 20 % at random, clusters of 3, ICC 1', n: 399, correlation: 1 }),
    sameTarget(0.2, {
      name: 'A/A, 20 %, two arms, slices, clusters of 3, ICC .5',
      n: 399,
      correlation: 0.5,
      hasSlices: true,
      origins: both,
    }),
  ])('$name, n = $n, margin $margin', (scenario) => {
    expect(simulate(scenario).fail).toBeLessThanOrEqual(2);
  });
});

describe('a true loss of exactly the margin', () => {
  const atMargin = (margin: number, over: Partial<Scenario> = {}): Scenario => ({
    name: 'loss = margin',
    n: 400,
    margin,
    churn: 0.04,
    draw: planted(margin, 0.04),
    ...over,
  });

  // The enumerated worst for independent cases is 6.8 % of PASS and 1.23 % of FAIL (statistics.md §9), and 7.4 % of
  // PASS was measured with clusters: 27 and 8 of 200 are the 99.9 % points of binomials at 7.4 % and 1.23 %.
  test.each<Scenario>([
    atMargin(0.05),
    atMargin(0.03),
    atMargin(0.05, { name: 'loss = margin, ten slices', hasSlices: true }),
    atMargin(0.05, { name: 'loss = margin, clusters of 3, ICC .5', n: 399, correlation: 0.5 }),
    atMargin(0.05, { name: 'loss = margin, clusters of 3, ICC 1', n: 399, correlation: 1 }),
  ])('$name, margin $margin: few PASS, fewer FAIL', (scenario) => {
    const { pass, fail } = simulate(scenario);
    expect(pass).toBeLessThanOrEqual(27);
    expect(fail).toBeLessThanOrEqual(8);
  });
});

describe('a planted loss', () => {
  const lost = (loss: number, churn: number, margin: number, over: Partial<Scenario> = {}): Scenario => ({
    name: `loss ${loss}`,
    n: 400,
    margin,
    churn,
    draw: planted(loss, churn),
    ...over,
  });

  test('of .15 at margin .05, n = 400, churn .04: at least 190 FAILs', () => {
    const { pass, fail } = simulate(lost(0.15, 0.04, 0.05));
    expect(fail).toBeGreaterThanOrEqual(190);
    expect(pass).toBe(0);
  });

  // Power with more noise, less distance, slices or clusters: printed; what is required is that none passes.
  test.each<Scenario>([
    lost(0.15, 0.1, 0.05),
    lost(0.15, 0.2, 0.05),
    lost(0.15, 0.04, 0.03),
    lost(0.15, 0.1, 0.03),
    lost(0.15, 0.2, 0.03),
    lost(0.1, 0.04, 0.05),
    lost(0.1, 0.04, 0.03),
    lost(0.15, 0.04, 0.05, { name: 'loss 0.15, ten slices', hasSlices: true }),
    lost(0.15, 0.04, 0.05, { name: 'loss 0.15, clusters of 3, ICC .5', n: 399, correlation: 0.5 }),
    lost(0.15, 0.04, 0.05, { name: 'loss 0.15, clusters of 3, ICC 1', n: 399, correlation: 1 }),
  ])('$name, churn $churn, margin $margin: never a PASS', (scenario) => {
    expect(simulate(scenario).pass).toBe(0);
  });
});

describe('equal models at the n that the planner names for a power of .8', () => {
  const equal = (n: number, churn: number, margin: number): Scenario => ({
    name: 'equal models, planned n',
    n,
    margin,
    churn,
    draw: planted(0, churn),
  });

  // statistics.md §1.4: n = 6.1826·D/margin². The exact chance of a PASS, by enumeration of every table, lies below
  // .8 where few cases differ; the bounds are the .05 % and 99.95 % points of a binomial at that chance.
  test.each([
    { ...equal(275, 0.04, 0.03), chance: 0.73, low: 125, high: 166 },
    { ...equal(99, 0.04, 0.05), chance: 0.631, low: 103, high: 148 },
    { ...equal(248, 0.1, 0.05), chance: 0.774, low: 135, high: 173 },
    { ...equal(495, 0.2, 0.05), chance: 0.795, low: 139, high: 177 },
  ])('$n cases, churn $churn, margin $margin: PASS at about $chance', ({ low, high, ...scenario }) => {
    const { pass, fail } = simulate(scenario);
    expect(pass).toBeGreaterThanOrEqual(low);
    expect(pass).toBeLessThanOrEqual(high);
    expect(fail).toBe(0);
  });
});
