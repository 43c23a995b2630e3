import { describe, expect, test } from 'vitest';
import { gapCells } from '../../../gaps/gap-cells.ts';
import type { ObservedCase } from '../../../gaps/observed-case.ts';
import { isWeak, isWorthCases, type WeighCellsOptions, weighCells } from '../../../gaps/weigh-cells.ts';
import { mean } from '../../../stats/mean.ts';
import { observed, observedMany } from './observed-fixtures.ts';

const policy: WeighCellsOptions = {
  goal: null,
  margin: { real: 0.05, synthetic: 0.05 },
  alphaPass: 0.05,
  weightOf: () => 1,
};
const weigh = (cases: readonly ObservedCase[], more: Partial<WeighCellsOptions> = {}) =>
  weighCells(gapCells(cases, ['loud']), cases, { ...policy, ...more });
const ofLabel = (label: string, n: number, wrong: number) =>
  observedMany(n, (index) => ({ label, score: index < wrong ? 0 : 1 }), label);

describe('cells', () => {
  test('skills, edge cases, right answers and declared tags of each origin; never a whole arm', () => {
    const cases = [
      observed('a', { label: 'x', tags: ['loud'] }),
      observed('b', { label: 'y', cell: { skill: 'other', edgeCase: null } }),
      observed('c', { label: 'x', origin: 'synthetic', cell: { skill: 'queue', edgeCase: 'typos' } }),
      observed('d', { label: 'x', origin: 'synthetic', cell: { skill: 'queue', edgeCase: 'caps' } }),
    ];
    expect(gapCells(cases, ['loud', 'absent']).map(({ name }) => name)).toEqual([
      'real/queue',
      'real/queue=x',
      'real/other',
      'real/other=y',
      'real/#loud',
      'synthetic/queue/typos',
      'synthetic/queue/caps',
    ]);
  });
});

describe('standings', () => {
  test('the weakest first, each held against the rest of its arm', () => {
    const cases = [...ofLabel('good', 60, 3), ...ofLabel('bad', 60, 40), ...ofLabel('fine', 60, 3)];
    const [first, ...rest] = weigh(cases);
    expect(first).toMatchObject({ name: 'real/queue=bad', n: 60, effective: 60, coverage: 1 });
    expect(first?.rate).toBeCloseTo(1 / 3, 12);
    expect(first?.goal).toBeCloseTo(114 / 120, 12);
    expect(first?.shrunk.mean).toBeGreaterThan(1 / 3);
    expect(first?.shrunk.mean).toBeLessThan(0.4);
    expect(first !== undefined && isWeak(first)).toBe(true);
    expect(rest.some(isWeak)).toBe(false);
    expect(rest.every(({ shortfall }) => shortfall === 0)).toBe(true);
  });

  test('luck is taken out: the worst of cells that do not differ is no gap', () => {
    const cases = ['a', 'b', 'c', 'd'].flatMap((label, index) => ofLabel(label, 12, index === 0 ? 3 : 2));
    const found = weigh(cases);
    expect(found[0]?.rate).toBe(0.75);
    const means = found.map(({ shrunk }) => shrunk.mean);
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(1e-12);
    expect(found.some(isWeak)).toBe(false);
  });

  test('one broken label among many stands by itself, and the others keep the mean of their arm', () => {
    const others = Array.from({ length: 76 }, (_, at) => ofLabel(`l${at}`, 20, [0, 1, 1, 2, 2][at % 5] ?? 0));
    const cases = [...others.flat(), ...ofLabel('broken', 20, 8)];
    const [first, ...rest] = weigh(cases);
    expect(first).toMatchObject({ name: 'real/queue=broken', rate: 0.6 });
    // 13 of 22: its own cases, a right and a wrong one added.
    expect(first?.shrunk.mean).toBeCloseTo(13 / 22, 12);
    // The sum of the terms of at most 12 of 20 at .89 is 8e-4.
    expect(first?.pWeak).toBeCloseTo(0.999, 3);
    expect(rest.some(isWeak)).toBe(false);
    const shrunk = mean(rest.map((cell) => cell.shrunk.mean));
    expect(shrunk).toBeCloseTo(mean(others.flat().map(({ score }) => score)), 12);
  });

  test('a wrong case by itself is never weak; two tags of wrong cases are held against the rest', () => {
    const cases = observedMany(200, (index) => ({
      tags: index < 1 ? ['loud'] : index < 4 ? ['rude'] : [],
      score: index < 4 ? 0 : 1,
    }));
    const found = new Map(
      weighCells(gapCells(cases, ['loud', 'rude']), cases, policy).map((c) => [c.tag, c]),
    );
    const [loud, rude] = [found.get('loud'), found.get('rude')];
    expect(loud === undefined || isWeak(loud)).toBe(false);
    expect(loud === undefined || isWorthCases(loud)).toBe(false);
    expect(rude !== undefined && isWeak(rude)).toBe(true);
  });

  test('one wrong case by itself does not come before a cell that is weak', () => {
    const cases = [
      ...ofLabel('good', 80, 5),
      ...ofLabel('bad', 40, 16),
      observed('lone', { label: 'good', score: 0, tags: ['loud'] }),
    ];
    const found = weigh(cases);
    expect(found[0]?.name).toBe('real/queue=bad');
    const lone = found.find(({ tag }) => tag === 'loud');
    expect(lone?.shortfall).toBeGreaterThan(found[0]?.shortfall ?? 1);
  });

  test('what all cells fall short of shows against a goal alone', () => {
    const cases = ['a', 'b', 'c', 'd'].flatMap((label) => ofLabel(label, 40, 14));
    expect(weigh(cases).filter(isWeak)).toEqual([]);
    expect(weigh(cases, { goal: 0.9 }).filter(isWeak)).toHaveLength(4);
  });

  test('one case and one cluster are worth one case', () => {
    const cases = [
      observed('lone', { label: 'rare', score: 0 }),
      ...observedMany(20, () => ({ label: 'family', cluster: 'one', score: 0 }), 'f'),
      ...ofLabel('rest', 100, 5),
    ];
    const byName = new Map(weigh(cases).map((cell) => [cell.name, cell]));
    for (const name of ['real/queue=rare', 'real/queue=family']) {
      expect(byName.get(name)).toMatchObject({ effective: 1, clusters: 1, rate: 0 });
      expect(byName.get(name)?.shrunk.sd).toBeGreaterThan(0.1);
      expect(byName.get(name)?.coverage).toBeCloseTo(1 / 59, 12);
    }
  });

  test.each([
    ['perfect', 0],
    ['hopeless', 12],
  ])('a %s target has no weak cell and finite numbers', (_, wrong) => {
    const found = weigh(['a', 'b'].flatMap((label) => ofLabel(label, 12, wrong)));
    expect(found).toHaveLength(2);
    for (const cell of found) {
      expect(isWeak(cell)).toBe(false);
      expect(Object.values(cell.shrunk).every(Number.isFinite)).toBe(true);
      expect(cell.shortfall).toBe(0);
    }
  });

  test('a goal and the weights of skills order what falls short', () => {
    const cases = ['light', 'heavy'].flatMap((skill) =>
      observedMany(40, (index) => ({ cell: { skill, edgeCase: null }, score: index < 20 ? 0 : 1 }), skill),
    );
    const weightOf = (skill: string) => (skill === 'heavy' ? 3 : 1);
    const found = weigh(cases, { goal: 0.9, weightOf });
    expect(found.map(({ name, weight }) => [name, weight])).toEqual([
      ['real/heavy', 3],
      ['real/light', 1],
    ]);
    expect(found.every(isWeak)).toBe(true);
  });

  test('a tag that is all that is named is held against the cases outside of it', () => {
    const cases = observedMany(80, (index) => ({
      tags: index < 30 ? ['loud'] : [],
      score: index < 30 ? 0 : 1,
    }));
    expect(weigh(cases)[0]).toMatchObject({ name: 'real/#loud', goal: 1, rate: 0 });
  });
});
