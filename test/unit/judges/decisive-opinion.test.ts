import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExpectedFrom, Verdict } from '../../../core/case.ts';
import { decisiveOpinion } from '../../../judges/admission/decisive-opinion.ts';

type Opinion = 'agrees' | 'disagrees' | 'unusable';

/** The status of a disagreement: what architecture.md §4 says of each source of an expected value. */
const consequence = { computed: 'accepted', inherited: 'undecided', proposed: 'rejected' } as const;

function verdict(opinion: Opinion, from: Exclude<ExpectedFrom, 'declared'>, by = 'judge'): Verdict {
  const signature = { by, version: '1', lineage: null, reason: opinion };
  if (opinion === 'agrees') return { ...signature, status: 'accepted', code: null };
  if (opinion === 'unusable') return { ...signature, status: 'undecided', code: 'judge-unusable' };
  return { ...signature, status: consequence[from], code: 'validity' };
}

function decided(from: Exclude<ExpectedFrom, 'declared'>, ...opinions: readonly Opinion[]): Verdict {
  const [first, ...others] = opinions.map((opinion, index) => verdict(opinion, from, `judge ${index}`));
  if (first === undefined) throw new Error('no opinion');
  return decisiveOpinion([first, ...others]);
}

describe('one or two judges', () => {
  test('all must agree', () => {
    expect(decided('proposed', 'agrees').code).toBe(null);
    expect(decided('proposed', 'agrees', 'agrees').code).toBe(null);
    for (const from of ['computed', 'inherited', 'proposed'] as const) {
      for (const decision of [
        decided(from, 'disagrees'),
        decided(from, 'agrees', 'disagrees'),
        decided(from, 'disagrees', 'agrees'),
        decided(from, 'disagrees', 'disagrees'),
      ]) {
        expect(decision).toMatchObject({ status: consequence[from], code: 'validity' });
      }
    }
    expect(decided('proposed', 'agrees', 'unusable').status).toBe('undecided');
  });

  test('a disagreement outranks an answer of no use, whoever was asked first', () => {
    expect(decided('proposed', 'unusable', 'disagrees').status).toBe('rejected');
    expect(decided('proposed', 'disagrees', 'unusable').status).toBe('rejected');
    expect(decided('computed', 'unusable', 'disagrees')).toMatchObject({
      status: 'accepted',
      code: 'validity',
    });
  });
});

describe('three or more', () => {
  test.each<[Opinion[], string | null]>([
    [['agrees', 'agrees', 'disagrees'], null],
    [['disagrees', 'agrees', 'agrees'], null],
    [['agrees', 'unusable', 'agrees'], null],
    [['agrees', 'disagrees', 'disagrees'], 'validity'],
    [['agrees', 'unusable', 'disagrees'], 'validity'],
    [['unusable', 'unusable', 'agrees'], 'judge-unusable'],
    [['agrees', 'agrees', 'disagrees', 'disagrees'], 'validity'],
    [['agrees', 'agrees', 'disagrees', 'agrees', 'disagrees'], null],
  ])('%j: %s', (opinions, code) => {
    expect(decided('proposed', ...opinions).code).toBe(code);
  });
});

test('the order in which the judges are asked changes nothing', () => {
  const opinions = fc.array(fc.constantFrom<Opinion>('agrees', 'disagrees', 'unusable'), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.constantFrom('computed' as const, 'inherited' as const, 'proposed' as const),
      opinions,
      (from, given) => {
        const { status, code } = decided(from, ...given);
        expect(decided(from, ...given.toReversed())).toMatchObject({ status, code });
        expect(decided(from, ...given.toSorted())).toMatchObject({ status, code });
        if (code === null) expect(given).toContain('agrees');
      },
    ),
  );
});
