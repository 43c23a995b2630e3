import { describe, expect, test } from 'vitest';
import type { TransferRecord } from '../../../core/transfer-record.ts';
import { whatPastSays } from '../../../pipeline/gating/transfer-history.ts';

// The gaps of T34 (statistics.md §2.5).
const gaps = [
  0.004, -0.012, 0.008, 0.015, -0.003, 0.01, -0.007, 0.002, 0.011, -0.005, 0.006, -0.001, 0.009, -0.014,
  0.003, 0.001, -0.008, 0.005, 0.013,
];
const records = (some: readonly number[]): readonly TransferRecord[] =>
  some.map((gap, i) => ({
    key: 'k',
    run: `run ${i}`,
    baseline: 'base',
    at: '2026-04-01T00:00:00.000Z',
    real: gap,
    synthetic: 0,
  }));
const gate = { alphaPass: 0.05, margin: { real: 0.03, synthetic: 0.05 } };

describe('what past gaps say of a synthetic difference', () => {
  test('T34: 19 of them: ± .014 at 90 %, and the least at 5 % is −.014 below it', () => {
    const said = whatPastSays(records(gaps), -0.01, gate);
    expect(said).toMatchObject({ runs: 19, needed: 19, isShown: true });
    expect(said.level).toBeCloseTo(0.9, 12);
    expect(said.band?.[0]).toBeCloseTo(-0.024, 12);
    expect(said.band?.[1]).toBeCloseTo(0.004, 12);
    // −.017 − .014 lies beyond the margin of .03.
    expect(whatPastSays(records(gaps), -0.017, gate).isShown).toBe(false);
  });

  test('18 say nothing yet: one in twenty cannot be left out of fewer than nineteen', () => {
    expect(whatPastSays(records(gaps.slice(1)), 0, gate)).toMatchObject({
      runs: 18,
      needed: 19,
      band: null,
      isShown: null,
    });
  });

  test('a run that was compared twice counts once', () => {
    const [first, ...rest] = records(gaps);
    if (first === undefined) throw new Error('there are records');
    expect(whatPastSays([first, first, ...rest], 0, gate).runs).toBe(19);
    expect(whatPastSays([first, ...rest.slice(1), first], 0, gate).band).toBeNull();
  });
});
