import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { type DecisionPolicy, decide } from '../../../gate/decide.ts';
import { pairs, policy } from './paired-fixtures.ts';

const weighted = (
  shares: Readonly<Record<string, number>>,
  role: 'gate' | 'advisory' = 'gate',
): DecisionPolicy => ({
  ...policy,
  index: { shares, role },
});
const big = pairs(900, 9, 9, { skill: 'big' });
const small = (losses: number) => pairs(200, losses, 0, { skill: 'small' });

describe('the declared-weight index', () => {
  test('weighs skills by their shares, not by the number of their cases', () => {
    const { index } = decide([...big, ...small(20)], weighted({ big: 0.5, small: 0.5 }));
    expect(index?.difference).toBeCloseTo(0.5 * 0 + 0.5 * -0.1, 12);
    expect(index?.strata).toEqual([
      { name: 'real/big', share: 0.5, n: 900, difference: 0 },
      { name: 'real/small', share: 0.5, n: 200, difference: -0.1 },
    ]);
  });

  test('must be shown too: what the arm passes over in the crowd holds the gate back', () => {
    const cases = [...big, ...small(10)];
    expect(decide(cases, policy).status).toBe('pass');
    const decision = decide(cases, weighted({ big: 0.2, small: 0.8 }));
    expect(decision.status).toBe('inconclusive');
    expect(decision.checks.map(({ name }) => name)).toContain('index');
    expect(decide(cases, weighted({ big: 0.9, small: 0.1 })).status).toBe('pass');
  });

  test('can fail the gate, in one family with arms and slices', () => {
    const decision = decide([...big, ...small(60)], weighted({ big: 0.2, small: 0.8 }));
    expect(decision.index?.status).toBe('fail');
    expect(decision.checks.filter(({ status }) => status === 'fail').map(({ name }) => name)).toContain(
      'index',
    );
  });

  test('as advice it decides nothing and leaves the rest alone', () => {
    const cases = [...big, ...small(10)];
    const { index, ...rest } = decide(cases, weighted({ big: 0.2, small: 0.8 }, 'advisory'));
    const { index: none, ...plain } = decide(cases, policy);
    expect(rest).toEqual(plain);
    expect([index?.role, none]).toEqual(['advisory', null]);
  });

  test('a stratum with few cases and a large share keeps the floor: 20 cases with half the weight are 40', () => {
    const cases = [...big, ...pairs(20, 0, 0, { skill: 'few' })];
    expect(decide(cases, weighted({ big: 0.5, few: 0.5 })).index?.status).toBe('inconclusive');
    expect(decide(cases, weighted({ big: 0.99, few: 0.01 })).index?.status).toBe('pass');
  });

  test('draws on generated cases only where it says so, at the stricter margin then', () => {
    const synthetic = pairs(300, 3, 0, { skill: 'big', origin: 'synthetic' });
    const own = { ...weighted({ big: 0.5, 'synthetic/big': 0.5 }), margin: { real: 0.03, synthetic: 0.05 } };
    const { index } = decide([...big, ...synthetic], own);
    expect(index?.strata.map(({ name }) => name)).toEqual(['real/big', 'synthetic/big']);
    expect(index?.margin).toBe(0.03);
  });

  test('a share without cases cannot be decided on', () => {
    try {
      decide(big, weighted({ big: 0.5, absent: 0.5 }));
      expect.fail('nothing was thrown');
    } catch (error) {
      if (!(error instanceof HeldoutError)) throw error;
      expect(error.problems[0]).toMatchObject({
        code: 'WEIGHTS_EMPTY',
        message: expect.stringContaining('absent'),
      });
    }
  });

  test('clusters that lie in several strata count as wholes', () => {
    const shared = (skill: string, losses: number) =>
      pairs(200, losses, 0, { skill }).map((item, i) => ({ ...item, cluster: `shared${i}` }));
    const apart = [...pairs(200, 8, 0, { skill: 'one' }), ...pairs(200, 8, 0, { skill: 'two' })];
    const together = [...shared('one', 8), ...shared('two', 8)];
    const shares = weighted({ one: 0.5, two: 0.5 });
    const [alone, alike] = [decide(apart, shares).index, decide(together, shares).index];
    expect(alike?.difference).toBeCloseTo(alone?.difference ?? 9, 12);
    expect(alike?.interval?.[0]).toBeLessThan(alone?.interval?.[0] ?? -9);
  });
});
