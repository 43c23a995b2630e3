import { describe, expect, test } from 'vitest';
import type { Duel, DuelVote, Preference } from '../../../core/duel.ts';
import { pairedShares } from '../../../pipeline/arena/paired-shares.ts';
import { plainDuel } from '../../../pipeline/arena/plain-duel.ts';
import { summariseDuels } from '../../../pipeline/arena/summarise-duels.ts';
import { completed, errored } from '../runner/run-fixtures.ts';

function vote(one: Preference, other: Preference, more: Partial<DuelVote> = {}): DuelVote {
  const difference = one !== other || one === 'tie' ? 0 : one === 'candidate' ? 1 : -1;
  return {
    judge: 'a',
    family: 'f',
    difference,
    preferred: [one, other],
    candidateIsLonger: null,
    reason: '',
    ...more,
  };
}
function duel(...votes: readonly DuelVote[]): Duel {
  const difference = votes.reduce((sum, one) => sum + one.difference, 0) / votes.length;
  return { status: 'compared', difference, reason: '', votes };
}
const plain = (difference: number): Duel => ({ status: 'compared', difference, reason: '', votes: [] });
const unscored: Duel = { status: 'unscored', reason: 'no vote' };

describe('what the gate takes of duels', () => {
  test.each([
    [[plain(1)], { candidate: 1, baseline: 0 }],
    [[plain(0)], { candidate: 0.5, baseline: 0.5 }],
    [[plain(-1)], { candidate: 0, baseline: 1 }],
    [[plain(1), plain(0)], { candidate: 0.75, baseline: 0.25 }],
    [[plain(1), unscored], null],
    [[], null],
  ])('%j', (duels, shares) => {
    expect(pairedShares(duels)).toEqual(shares);
  });

  test('without a family the others count; what it alone judged counts no more', () => {
    const mixed = duel(
      vote('candidate', 'candidate', { family: 'f' }),
      vote('baseline', 'baseline', { family: 'g' }),
    );
    expect(pairedShares([mixed])).toEqual({ candidate: 0.5, baseline: 0.5 });
    expect(pairedShares([mixed], 'g')).toEqual({ candidate: 1, baseline: 0 });
    expect(pairedShares([duel(vote('tie', 'tie'))], 'f')).toBe(null);
    expect(pairedShares([plain(-1)], 'f')).toEqual({ candidate: 0, baseline: 1 });
  });
});

describe('what needs no judge', () => {
  const [output, failed, late, down, broke] = [
    completed('a'),
    errored('a', 'target'),
    errored('a', 'timeout'),
    errored('a', 'infra'),
    errored('a', 'budget'),
  ];

  test.each([
    ['no output loses', failed, output, { difference: -1 }],
    ['a timeout loses', late, output, { difference: -1 }],
    ['no output of the baseline wins', output, failed, { difference: 1 }],
    ['neither', late, failed, { difference: 0 }],
  ])('%s', (_, candidate, baseline, outcome) => {
    expect(plainDuel(candidate, baseline)).toMatchObject({ status: 'compared', votes: [], ...outcome });
  });

  test.each([
    [undefined, output],
    [output, undefined],
    [down, output],
    [output, broke],
    [failed, down],
  ])('what is missing for other reasons is missing', (candidate, baseline) => {
    expect(plainDuel(candidate, baseline)).toBe('missing');
  });

  test('two outputs are for judges', () => {
    expect(plainDuel(output, output)).toEqual({ candidate: output, baseline: output });
  });
});

test('what each judge said, how firm it is, and what order and length have to do with it', () => {
  const longer = { candidateIsLonger: true };
  const duels = [
    duel(vote('candidate', 'candidate', longer)),
    duel(vote('candidate', 'candidate', { candidateIsLonger: false })),
    duel(vote('baseline', 'baseline', longer)),
    duel(vote('candidate', 'baseline', longer)), // whatever comes first
    duel(vote('candidate', 'tie')),
    duel(vote('tie', 'tie')),
    plain(0),
    unscored,
  ];
  const { judges, ...counts } = summariseDuels(duels);
  expect(counts).toEqual({ judged: 6, plain: 1, unscored: 1 });
  expect(judges).toMatchObject([
    {
      judge: 'a',
      family: 'f',
      pairs: 6,
      wins: 2,
      losses: 1,
      ties: 3,
      // The same in both orders: four of six.
      consistent: { n: 6, share: 4 / 6 },
      // Nine preferences; first ones: of each firm pair one, of the fourth both, of the fifth one.
      firstPreferred: { n: 9, share: 6 / 9 },
      // Decided pairs of different length: the longer one won the first and lost the second and the third.
      longerPreferred: { n: 3, share: 1 / 3 },
    },
  ]);
  // Wilson for 4 of 6 at 95 %, reckoned by hand.
  expect(judges[0]?.consistent.interval?.[0]).toBeCloseTo(0.29999, 4);
  expect(judges[0]?.consistent.interval?.[1]).toBeCloseTo(0.90323, 4);
  expect(summariseDuels([])).toEqual({ judged: 0, plain: 0, unscored: 0, judges: [] });
});
