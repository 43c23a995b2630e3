import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArmResult, GateDecision, SliceResult } from '../../../core/gate-decision.ts';
import { type DecisionPolicy, decide } from '../../../gate/decide.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';
import { armOf, pair, pairs, policy, sliceOf } from './paired-fixtures.ts';

const bit = fc.constantFrom(0 as const, 1 as const);
const score = fc.oneof({ weight: 30, arbitrary: bit }, { weight: 1, arbitrary: fc.constant(null) });

/** Cases of two skills, some with an edge case or a tag, some missing, in up to sixteen clusters. */
const someCases = (origin: 'real' | 'synthetic') =>
  fc
    .array(fc.tuple(score, score, fc.nat(15), fc.boolean(), fc.boolean()), { minLength: 2, maxLength: 120 })
    .map((rows): readonly PairedCase[] =>
      rows.map(([candidate, baseline, group, isTagged, isOther], i) =>
        pair(`${origin}${i}`, {
          origin,
          candidate,
          baseline,
          cluster: `${origin}-g${group}`,
          tags: isTagged ? ['tag'] : [],
          skill: isOther ? 'other' : 'main',
          edgeCase: isOther && isTagged ? 'edge' : null,
        }),
      ),
    );

/** Independent cases of which few differ: here PASS, FAIL and INCONCLUSIVE all come up. */
const fewDiffer = fc
  .record({ n: fc.integer({ min: 20, max: 400 }), losses: fc.nat(40), gains: fc.nat(12) })
  .map(({ n, losses, gains }) => pairs(n, Math.min(losses, n), gains));

const at = (real: number): DecisionPolicy => ({ ...policy, margin: { real, synthetic: real } });
const isReal = (one: { readonly origin: string }) => one.origin === 'real';
const byName = (slices: readonly SliceResult[]) => slices.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** What does not depend on how many tests there are. */
function unadjusted<T extends ArmResult | SliceResult>(one: T) {
  const { pFail: _p, status: _s, nMore: _n, reason: _r, ...numbers } = one;
  return numbers;
}

test('the cases that the properties below draw meet every verdict', () => {
  const seen = new Set(
    fc.sample(fewDiffer, { numRuns: 200, seed: 1 }).map((one) => decide(one, policy).status),
  );
  expect([...seen].toSorted()).toEqual(['fail', 'inconclusive', 'pass']);
});

describe('real and synthetic are never pooled', () => {
  test('synthetic cases leave the numbers of the real arm and its slices alone', () => {
    fc.assert(
      fc.property(someCases('real'), someCases('synthetic'), (real, synthetic) => {
        const [alone, mixed] = [decide(real, policy), decide([...synthetic, ...real], policy)];
        expect(unadjusted(armOf(mixed, 'real'))).toEqual(unadjusted(armOf(alone, 'real')));
        expect(mixed.slices.filter(isReal).map(unadjusted)).toEqual(alone.slices.map(unadjusted));
      }),
    );
  });

  test('gating synthetic cases only ever raise the adjusted p of real ones', () => {
    fc.assert(
      fc.property(someCases('real'), someCases('synthetic'), (real, synthetic) => {
        const [alone, mixed] = [decide(real, policy), decide([...real, ...synthetic], policy)];
        for (const slice of alone.slices) {
          expect(sliceOf(mixed, slice.name).pFail ?? 1).toBeGreaterThanOrEqual(slice.pFail ?? 1);
        }
      }),
    );
  });

  test('an advisory synthetic arm changes nothing at all of the decision on real cases', () => {
    fc.assert(
      fc.property(someCases('real'), someCases('synthetic'), (real, synthetic) => {
        const alone = decide(real, policy);
        const mixed = decide([...real, ...synthetic], { ...policy, roles: { synthetic: 'advisory' } });
        expect(mixed.status).toBe(alone.status);
        expect(mixed.checks).toEqual(alone.checks);
        expect(mixed.arms.filter(isReal)).toEqual(alone.arms);
        expect(mixed.slices.filter(isReal)).toEqual(alone.slices);
      }),
    );
  });
});

test('swapping the models negates difference and interval and swaps gains, losses and rates', () => {
  fc.assert(
    fc.property(someCases('real'), (cases) => {
      const swapped = cases.map((item) => ({ ...item, candidate: item.baseline, baseline: item.candidate }));
      const [one, other] = [armOf(decide(cases, policy), 'real'), armOf(decide(swapped, policy), 'real')];
      expect([other.gains, other.losses]).toEqual([one.losses, one.gains]);
      expect([other.candidate, other.baseline]).toEqual([one.baseline, one.candidate]);
      expect(other.difference === null).toBe(one.difference === null);
      expect(other.difference ?? 0).toBeCloseTo(-(one.difference ?? 0), 12);
      expect(other.interval === null).toBe(one.interval === null);
      expect(other.interval?.[0] ?? 0).toBeCloseTo(-(one.interval?.[1] ?? 0), 7);
      expect(other.interval?.[1] ?? 0).toBeCloseTo(-(one.interval?.[0] ?? 0), 7);
    }),
  );
});

test('the order of the cases does not matter', () => {
  const numbers = (decision: GateDecision) =>
    [...decision.arms, ...byName(decision.slices)].map((one) => [
      [one.status, one.n, one.clusters, one.gains, one.losses, one.missing, one.nMore],
      [one.designEffect, one.difference, ...(one.interval ?? []), one.pPass, one.pFail].map((value) =>
        value === null ? null : Number(value.toFixed(9)),
      ),
    ]);
  const shuffled = someCases('real').chain((cases) =>
    fc.tuple(
      fc.constant(cases),
      fc.shuffledSubarray([...cases], { minLength: cases.length, maxLength: cases.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([cases, reordered]) => {
      expect(numbers(decide(reordered, policy))).toEqual(numbers(decide(cases, policy)));
    }),
  );
});

describe('more of the same', () => {
  test('cases that both models get right never turn a PASS into a FAIL', () => {
    fc.assert(
      fc.property(fc.oneof(fewDiffer, someCases('real')), fc.integer({ min: 1, max: 30 }), (cases, added) => {
        if (decide(cases, at(0.1)).status !== 'pass') return;
        const more = Array.from({ length: added }, (_, i) => pair(`added${i}`));
        expect(decide([...cases, ...more], at(0.1)).status).not.toBe('fail');
      }),
    );
  });

  test('cases that both get wrong weigh as those that both get right', () => {
    fc.assert(
      fc.property(fewDiffer, fc.integer({ min: 1, max: 30 }), (cases, added) => {
        const more = (value: 0 | 1) =>
          Array.from({ length: added }, (_, i) => pair(`a${i}`, { candidate: value, baseline: value }));
        const [right, wrong] = [more(1), more(0)].map((extra) =>
          armOf(decide([...cases, ...extra], policy), 'real'),
        );
        expect(wrong?.pPass).toBe(right?.pPass);
        expect(wrong?.status).toBe(right?.status);
      }),
    );
  });

  test('copies of every case inside its cluster are no new evidence', () => {
    fc.assert(
      fc.property(fewDiffer, fc.integer({ min: 2, max: 4 }), (cases, times) => {
        const copies = cases.flatMap((item) =>
          Array.from({ length: times }, (_, i) => ({ ...item, caseId: `${item.caseId}/${i}` })),
        );
        const [once, often] = [decide(cases, policy), decide(copies, policy)];
        expect(often.status).toBe(once.status);
        expect(armOf(often, 'real').pPass).toBeCloseTo(armOf(once, 'real').pPass ?? -1, 9);
        expect(armOf(often, 'real').interval?.[0]).toBeCloseTo(armOf(once, 'real').interval?.[0] ?? -9, 9);
      }),
    );
  });

  test('one more loss instead of a tie never helps', () => {
    const order = ['fail', 'inconclusive', 'pass'];
    fc.assert(
      fc.property(fewDiffer, (cases) => {
        const tie = cases.findIndex((item) => item.candidate === item.baseline);
        if (tie < 0) return;
        const worse = cases.map((item, i) => (i === tie ? { ...item, candidate: 0 as const } : item));
        const [before, after] = [decide(cases, policy), decide(worse, policy)];
        expect(order.indexOf(after.status)).toBeLessThanOrEqual(order.indexOf(before.status));
        expect(armOf(after, 'real').pPass).toBeGreaterThanOrEqual(armOf(before, 'real').pPass ?? 1);
      }),
    );
  });
});

describe('a more lenient margin', () => {
  const margin = fc.double({ min: 0.01, max: 0.4, noNaN: true });

  test('never turns a PASS into anything else, nor makes a FAIL', () => {
    fc.assert(
      fc.property(fc.oneof(fewDiffer, someCases('real')), margin, (cases, strict) => {
        const [before, after] = [decide(cases, at(strict)).status, decide(cases, at(strict * 1.5)).status];
        if (before === 'pass') expect(after).toBe('pass');
        if (before !== 'fail') expect(after).not.toBe('fail');
      }),
    );
  });
});

test('every decision is coherent with its parts', () => {
  fc.assert(
    fc.property(fc.oneof(fewDiffer, someCases('real')), someCases('synthetic'), (real, synthetic) => {
      const cases = [...real, ...synthetic, pair('anchor')];
      const decision = decide(cases, { ...policy, critical: { 'real/main': 0.1 } });
      const parts = [...decision.arms, ...decision.slices];
      const anyFails = parts.some((part) => part.status === 'fail');
      const mustPass = [...decision.arms, ...decision.slices.filter((slice) => slice.critical)];
      const allPass = mustPass.every((part) => part.status === 'pass');
      expect(decision.status).toBe(anyFails ? 'fail' : allPass ? 'pass' : 'inconclusive');
      for (const part of parts) {
        expect(part.gains + part.losses).toBeLessThanOrEqual(part.n);
        if (part.status !== 'inconclusive') expect(part.nMore).toBeNull();
        if (part.status === 'fail') expect(part.pFail).toBeLessThanOrEqual(0.4 * policy.alphaFail);
        if (part.status === 'pass') expect(part.pPass).toBeLessThanOrEqual(policy.alphaPass);
      }
    }),
  );
});
