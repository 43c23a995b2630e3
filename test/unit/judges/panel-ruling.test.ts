import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../core/case.ts';
import { isOpen, panelRuling, withoutFamilies } from '../../../judges/admission/panel-ruling.ts';

type Vote = 'for' | 'against' | 'unusable' | 'stays';

const votes: Readonly<Record<Vote, Pick<Verdict, 'status' | 'code'>>> = {
  for: { status: 'accepted', code: null },
  against: { status: 'rejected', code: 'validity' },
  unusable: { status: 'undecided', code: 'judge-unusable' },
  // An objection to a computed case, which stays.
  stays: { status: 'accepted', code: 'validity' },
};

function cast(vote: Vote, index: number): Verdict {
  const family = String.fromCharCode(97 + index);
  const lineage = { vendor: 'none', family, base: null, teacher: null };
  return { ...votes[vote], reason: vote, by: `validation:ollama:${family}`, version: '1', lineage };
}

function all(...given: readonly Vote[]): readonly [Verdict, ...Verdict[]] {
  const [first, ...rest] = given.map(cast);
  if (first === undefined) throw new Error('no vote');
  return [first, ...rest];
}

const decided = (...given: readonly Vote[]) => {
  const { status, code } = panelRuling(all(...given));
  return [status, code];
};

describe('what votes come to', () => {
  test.each<[Vote[], Verdict['status'], Verdict['code']]>([
    [['for'], 'accepted', null],
    [['against'], 'rejected', 'validity'],
    [['unusable'], 'undecided', 'judge-unusable'],
    // Two must agree.
    [['for', 'for'], 'accepted', null],
    [['against', 'against'], 'rejected', 'validity'],
    [['for', 'against'], 'undecided', 'judges-split'],
    [['for', 'unusable'], 'undecided', 'judge-unusable'],
    [['against', 'unusable'], 'rejected', 'validity'],
    [['unusable', 'unusable'], 'undecided', 'judge-unusable'],
    // An objection to a computed case is on record, and does not decide.
    [['for', 'stays'], 'accepted', 'validity'],
    // A third breaks the tie.
    [['for', 'against', 'for'], 'accepted', null],
    [['for', 'against', 'against'], 'rejected', 'validity'],
    [['for', 'against', 'unusable'], 'undecided', 'judges-split'],
    [['for', 'unusable', 'for'], 'accepted', null],
    [['for', 'unusable', 'against'], 'undecided', 'judges-split'],
    [['unusable', 'unusable', 'for'], 'undecided', 'judge-unusable'],
    // Four must agree as two must, and a fifth breaks the tie.
    [['for', 'for', 'for', 'for'], 'accepted', null],
    [['for', 'for', 'for', 'against'], 'undecided', 'judges-split'],
    [['for', 'for', 'against', 'against', 'for'], 'accepted', null],
    [['for', 'against', 'against', 'against', 'for'], 'rejected', 'validity'],
  ])('%j: %s, %s', (given, status, code) => {
    expect(decided(...given)).toEqual([status, code]);
  });

  test('the reason says who said what', () => {
    expect(panelRuling(all('for', 'against')).reason).toBe('2 judges: ollama:a agrees, ollama:b validity');
  });
});

test('the order in which judges are asked changes nothing', () => {
  const given = fc.array(fc.constantFrom<Vote>('for', 'against', 'unusable'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(given, (some) => {
      expect(decided(...some.toReversed())).toEqual(decided(...some));
      expect(decided(...some.toSorted())).toEqual(decided(...some));
    }),
  );
});

test('nobody is admitted against a majority, nor by less than two of several', () => {
  const given = fc.array(fc.constantFrom<Vote>('for', 'against', 'unusable'), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(given, (some) => {
      if (decided(...some)[0] !== 'accepted') return;
      const count = (vote: Vote) => some.filter((one) => one === vote).length;
      expect(count('for')).toBeGreaterThan(count('against'));
      expect(count('for')).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('a tie-breaker is asked where it could change something', () => {
  expect(isOpen(all('for', 'against'))).toBe(true);
  expect(isOpen(all('for', 'unusable'))).toBe(true);
  expect(isOpen(all('unusable', 'unusable'))).toBe(true);
  expect(isOpen(all('for', 'for'))).toBe(false);
  expect(isOpen(all('against', 'unusable'))).toBe(false);
  expect(isOpen(all('for', 'stays'))).toBe(false);
});

describe('without one family', () => {
  test('the votes of the others decide', () => {
    expect(withoutFamilies(all('for', 'for'))).toEqual({ a: 'accepted', b: 'accepted' });
    expect(withoutFamilies(all('for', 'against'))).toEqual({ a: 'rejected', b: 'accepted' });
    expect(withoutFamilies(all('for', 'against', 'for'))).toEqual({
      a: 'undecided',
      b: 'accepted',
      c: 'undecided',
    });
  });

  test('two judges of one family leave together; a single family says nothing', () => {
    const [first, second, third] = ['for', 'for', 'against'].map((vote, at) => cast(vote as Vote, at)); // votes, as written
    if (first === undefined || second === undefined || third === undefined) throw new Error('three votes');
    const kin = { ...second, lineage: first.lineage };
    expect(withoutFamilies([first, kin, third])).toEqual({ a: 'rejected', c: 'accepted' });
    expect(withoutFamilies([first, kin])).toEqual({});
  });
});
