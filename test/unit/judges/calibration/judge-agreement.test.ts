import { describe, expect, test } from 'vitest';
import { correctedRate } from '../../../../judges/calibration/corrected-rate.ts';
import { judgeAgreement } from '../../../../judges/calibration/judge-agreement.ts';
import type { JudgedItem } from '../../../../judges/calibration/judged-item.ts';
import { peopleAgreement } from '../../../../judges/calibration/people-agreement.ts';

/** Items by what people and the judge say of them: right and right, right and wrong, wrong and right, both wrong. */
function itemsOf(counts: readonly [number, number, number, number]): JudgedItem[] {
  const kinds = [
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ] as const;
  return kinds.flatMap(([human, judged], kind) =>
    Array.from({ length: counts[kind] ?? 0 }, (_, i) => {
      const item = `${kind}/${i}`;
      return { item, cluster: item, human, judged };
    }),
  );
}

describe('a judge beside people', () => {
  test('vector T17: kappa and AC1 together, with the confusion', () => {
    const balanced = judgeAgreement(itemsOf([40, 9, 6, 45]));
    expect(balanced).toMatchObject({
      n: 100,
      observed: 0.85,
      confusion: [
        [40, 9],
        [6, 45],
      ],
    });
    expect(balanced?.kappa?.kappa).toBeCloseTo(0.69951923, 7);
    const [low = 0] = balanced?.kappa?.interval ?? [];
    expect(low).toBeCloseTo(0.69951923 - 1.959963985 * 0.0713936, 6);
    expect(balanced?.ac1).toBeCloseTo(0.70074813, 7);
    // The same agreement where errors are rare: kappa falls, AC1 does not.
    const rare = judgeAgreement(itemsOf([85, 5, 5, 5]));
    expect(rare?.observed).toBe(0.9);
    expect(rare?.kappa?.kappa).toBeCloseTo(0.44444444, 7);
    expect(rare?.ac1).toBeCloseTo(0.87804878, 7);
    expect(rare?.warnings).toEqual(['few-wrong', 'kappa', 'uninformative']);
  });

  test('sensitivity, specificity and informedness', () => {
    const agreement = judgeAgreement(itemsOf([92, 8, 15, 85]));
    expect(agreement?.sensitivity).toMatchObject({ rate: 0.92, passes: 92, n: 100 });
    expect(agreement?.specificity).toMatchObject({ rate: 0.85, passes: 85, n: 100 });
    expect(agreement?.informedness).toBeCloseTo(0.77, 12);
    expect(agreement?.warnings).toEqual([]);
    expect(judgeAgreement(itemsOf([80, 20, 20, 80]))?.warnings).toEqual(['informedness']);
  });

  test('who says one thing throughout has no kappa, and without wrong ones there is no specificity', () => {
    const agreement = judgeAgreement(itemsOf([40, 0, 0, 0]));
    expect(agreement).toMatchObject({ kappa: null, alpha: null, specificity: null, informedness: null });
    expect(agreement?.warnings).toEqual(['few-wrong']);
    expect(judgeAgreement([])).toBeNull();
  });

  test('scores between 0 and 1 are probabilities: Brier and calibration error; a half counts as right', () => {
    const scored = [0.9, 0.8, 0.5, 0.1].map((judged, i) => {
      return { item: `${i}`, cluster: `${i}`, judged, human: i < 3 ? 1 : 0 };
    });
    const agreement = judgeAgreement(scored);
    expect(agreement?.confusion).toEqual([
      [3, 0],
      [0, 1],
    ]);
    expect(agreement?.probabilities?.brier).toBeCloseTo((0.01 + 0.04 + 0.25 + 0.01) / 4, 12);
    // Four bins of one: the mean distance.
    expect(agreement?.probabilities?.calibrationError).toBeCloseTo((0.1 + 0.2 + 0.5 + 0.1) / 4, 12);
    expect(judgeAgreement(itemsOf([1, 1, 1, 1]))?.probabilities).toBeNull();
  });
});

describe('the rate that people would give', () => {
  const answers = (n: number, judged: (i: number) => number, sampled: (i: number) => number | null) =>
    Array.from({ length: n }, (_, i) => ({ cluster: `${i}`, judged: judged(i), sampled: sampled(i) }));
  const none = { drawn: null, calibration: [], fewestLabels: 50 };
  const lenient = (i: number) => (i % 10 < 9 ? 1 : 0);

  test('vector T14: Rogan-Gladen from other answers of the same model', () => {
    const found = correctedRate({
      ...none,
      answers: answers(
        1000,
        (i) => (i < 400 ? 1 : 0),
        () => null,
      ),
      calibration: itemsOf([180, 20, 60, 140]),
    });
    expect(found).toMatchObject({
      method: 'rogan-gladen',
      judged: 0.4,
      n: 1000,
      labels: 400,
      warnings: ['informedness'],
    });
    expect(found?.estimate).toBeCloseTo(0.16666667, 7);
    expect(found?.interval?.[0]).toBeCloseTo(0.05635072, 7);
    expect(found?.interval?.[1]).toBeCloseTo(0.26273303, 7);
  });

  test('a judge that hardly tells right from wrong corrects nothing', () => {
    const calibration = itemsOf([90, 10, 60, 40]);
    const found = correctedRate({ ...none, answers: answers(100, lenient, () => null), calibration });
    expect(found).toMatchObject({ method: 'none', estimate: null, interval: null, judged: 0.9 });
    expect(found?.warnings).toContain('uninformative');
  });

  test('labels of a random sample come first; too few of them stand alone, unless the model was calibrated elsewhere', () => {
    const sampled = (n: number) => answers(400, lenient, (i) => (i < n ? (i % 5 < 4 ? 1 : 0) : null));
    expect(correctedRate({ ...none, answers: sampled(60) })).toMatchObject({ method: 'ppi', labels: 60 });
    expect(correctedRate({ ...none, answers: sampled(30) })).toMatchObject({
      method: 'labels',
      labels: 30,
      estimate: 0.8,
    });
    const calibration = itemsOf([180, 20, 20, 180]);
    expect(correctedRate({ ...none, answers: sampled(30), calibration })).toMatchObject({
      method: 'rogan-gladen',
    });
    expect(correctedRate({ ...none, answers: sampled(0) })).toMatchObject({ method: 'none', labels: 0 });
    expect(correctedRate({ ...none, answers: [] })).toBeNull();
  });

  test('sixty labels in a few clusters are not sixty', () => {
    const few = answers(400, lenient, (i) => (i < 60 ? 1 : null)).map((answer, i) => ({
      ...answer,
      cluster: `${i % 6}`,
    }));
    expect(correctedRate({ ...none, answers: few })?.method).toBe('labels');
  });

  test('answers drawn with known probabilities correct for how they were drawn', () => {
    // Half are drawn for sure, half with 1 in 4: of these the labels weigh four times.
    const drawn = Array.from({ length: 400 }, (_, i) => {
      const isSure = i < 50;
      return {
        cluster: `${i}`,
        judged: 1,
        human: isSure ? 0 : i % 4 === 0 ? 1 : null,
        pi: isSure ? 1 : 0.25,
      };
    });
    const found = correctedRate({
      ...none,
      answers: answers(
        400,
        () => 1,
        () => null,
      ),
      drawn,
    });
    expect(found).toMatchObject({ method: 'active', estimate: 350 / 400 });
  });
});

describe('people beside each other', () => {
  const rating = (item: string, by: string, score: number) => ({ item, by, score });

  test('agree in pairs and all together, on what more than one spoke of', () => {
    const ratings = [
      ...['a', 'b', 'c', 'd'].map((item) => rating(item, 'Ann', item < 'c' ? 1 : 0)),
      ...['a', 'b', 'c', 'd'].map((item) => rating(item, 'Ben', item < 'd' ? 1 : 0)),
      rating('a', 'Cy', 1),
      rating('alone', 'Cy', 0),
    ];
    const found = peopleAgreement(ratings);
    expect(found).toMatchObject({ n: 4, people: 3 });
    expect(found?.pairs.map(({ one, other, n, observed }) => [one, other, n, observed])).toEqual([
      ['Ann', 'Ben', 4, 0.75],
      ['Ann', 'Cy', 1, 1],
      ['Ben', 'Cy', 1, 1],
    ]);
    // (.75 − .5)/(1 − .5)
    expect(found?.pairs[0]?.kappa).toBeCloseTo(0.5, 12);
    expect(found?.pairs[1]?.kappa).toBeNull();
    expect(peopleAgreement([rating('a', 'Ann', 1), rating('b', 'Ben', 1)])).toBeNull();
  });
});
