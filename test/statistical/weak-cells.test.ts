import { describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { gapCells } from '../../gaps/gap-cells.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';
import { isWeak, weighCells } from '../../gaps/weigh-cells.ts';
import { observedMany } from '../unit/gaps/observed-fixtures.ts';

const policy = {
  goal: null,
  margin: { real: 0.05, synthetic: 0.05 },
  alphaPass: 0.05,
  weightOf: () => 1,
};

/** The names of the cells that are called weak. */
function weakOf(cases: readonly ObservedCase[], tags: readonly string[] = []): readonly string[] {
  return weighCells(gapCells(cases, tags), cases, policy)
    .filter(isWeak)
    .map(({ name }) => name);
}

/** Share of so many draws for which something holds. */
function shareOf(draws: number, holds: (draw: number) => boolean): number {
  return Array.from({ length: draws }, (_, draw) => draw).filter(holds).length / draws;
}

describe('one label of many that fails is called weak, and no other', () => {
  test.each([
    { labels: 77, each: 20, hole: 0.5, least: 0.8 },
    { labels: 77, each: 40, hole: 0.5, least: 0.95 },
    { labels: 40, each: 30, hole: 0.5, least: 0.95 },
    { labels: 20, each: 30, hole: 0.6, least: 0.85 },
    { labels: 12, each: 30, hole: 0.6, least: 0.85 },
    { labels: 8, each: 30, hole: 0.6, least: 0.85 },
  ])('$labels labels of $each cases, 94 % right, one $hole', ({ labels, each, hole, least }) => {
    const random = createRandom(1).fork(`${labels}/${each}/${hole}`);
    const draws = Array.from({ length: 50 }, () =>
      weakOf(
        observedMany(labels * each, (index) => {
          const label = index % labels;
          return { label: `l${label}`, score: random.chance(label === 0 ? hole : 0.94) ? 1 : 0 };
        }),
      ),
    );
    const found = shareOf(50, (draw) => draws[draw]?.includes('real/queue=l0') === true);
    const wrong = shareOf(50, (draw) => draws[draw]?.some((name) => name !== 'real/queue=l0') === true);
    expect(found).toBeGreaterThanOrEqual(least);
    expect(wrong).toBeLessThanOrEqual(0.1);
  });
});

describe('where no cell differs', () => {
  test.each([0.65, 0.8, 0.9, 0.98])('%d right: some cell is called weak in 5 % of the sets or so', (rate) => {
    const random = createRandom(2).fork(`${rate}`);
    const called = shareOf(300, () => {
      const cases = observedMany(240, (index) => ({
        label: `l${index % 8}`,
        score: random.chance(rate) ? 1 : 0,
        tags: [...(index % 7 === 0 ? ['t1'] : []), ...(index % 11 === 0 ? ['t2'] : [])],
      }));
      return weakOf(cases, ['t1', 't2']).length > 0;
    });
    expect(called).toBeLessThanOrEqual(0.07);
  });

  test('cases that come in whole clusters: a lone tag of few of them is seldom weak', () => {
    const random = createRandom(3).fork('clusters');
    const called = shareOf(200, () => {
      const wrong = Array.from({ length: 30 }, () => random.chance(0.35));
      const cases = observedMany(300, (index) => {
        const cluster = Math.floor(index / 10);
        return {
          cluster: `c${cluster}`,
          tags: cluster < 3 ? ['rare'] : [],
          score: wrong[cluster] === true ? 0 : 1,
        };
      });
      return weakOf(cases, ['rare']).length > 0;
    });
    expect(called).toBeLessThanOrEqual(0.07);
  });

  test.each([0.65, 0.8, 0.9, 0.99])('%d right: a tag of one case never is', (rate) => {
    const random = createRandom(4).fork(`${rate}`);
    const isCalled = () => {
      const cases = observedMany(120, (index) => ({
        score: random.chance(rate) ? 1 : 0,
        tags: index === 0 ? ['lone'] : [],
      }));
      return weakOf(cases, ['lone']).length > 0;
    };
    expect(shareOf(200, isCalled)).toBe(0);
  });
});
