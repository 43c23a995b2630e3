import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { catchRateOf } from '../../judges/admission/catch-rate.ts';
import { correctedRate } from '../../judges/calibration/corrected-rate.ts';
import { judgeAgreement } from '../../judges/calibration/judge-agreement.ts';
import type { JudgedItem } from '../../judges/calibration/judged-item.ts';
import { lengthSlope, type MeasuredAnswer } from '../../judges/calibration/length-slope.ts';
import { positionEffect } from '../../judges/calibration/position-effect.ts';
import {
  type AuthoredAnswer,
  preferenceBeyondConsensus,
  selfPreference,
} from '../../judges/calibration/self-preference.ts';
import { defectBound } from '../../stats/acceptance-bound.ts';
import { inclusionProbabilities } from '../../stats/inclusion-probabilities.ts';
import type { Interval } from '../../stats/interval.ts';

const repetitions = 1000;
/** With 1,000 repetitions the standard error of a coverage of 95 % is .7 points. */
const leastCoverage = 0.93;

/** A judge that errs at random: how often it calls right what is right, and wrong what is wrong. */
interface ScriptedJudge {
  readonly sensitivity: number;
  readonly specificity: number;
}

interface Estimated {
  readonly estimate: number;
  readonly interval: Interval;
}

const lines: string[] = [];
const line = (cells: readonly string[]) =>
  (cells[0] ?? '').padEnd(58) +
  cells
    .slice(1)
    .map((cell) => cell.padStart(10))
    .join('');
afterAll(() => {
  const head = line(['95 % intervals', 'truth', 'mean', 'width', 'coverage']);
  console.log([`judges of known error, ${repetitions} seeded repetitions`, head, ...lines].join('\n'));
});

interface Coverage {
  readonly coverage: number;
  readonly mean: number;
}

/** How often the interval holds the truth, and where the estimates lie. */
function cover(name: string, truth: number, estimate: (random: Random) => Estimated): Coverage {
  return coverAll({ [name]: truth }, (random) => [estimate(random)], name)[0] ?? { coverage: 0, mean: 0 };
}

/** The same for several numbers of one draw, in the order of the truths. */
function coverAll(
  truths: Readonly<Record<string, number>>,
  estimate: (random: Random) => readonly Estimated[],
  seed: string,
): readonly Coverage[] {
  const sums = Object.keys(truths).map(() => ({ covered: 0, sum: 0, width: 0 }));
  for (let i = 0; i < repetitions; i++) {
    const found = estimate(createRandom(`calibration/${seed}/${i}`));
    Object.values(truths).forEach((truth, at) => {
      const [one, own] = [found[at], sums[at]];
      if (one === undefined || own === undefined) throw new Error('an estimate is missing');
      const [low, high] = one.interval;
      if (low <= truth && truth <= high) own.covered++;
      own.sum += one.estimate;
      own.width += high - low;
    });
  }
  return Object.entries(truths).map(([name, truth], at) => {
    const { covered = 0, sum = 0, width = 0 } = sums[at] ?? {};
    const shown = [truth, sum / repetitions, width / repetitions, covered / repetitions];
    lines.push(line([name, ...shown.map((value) => value.toFixed(3))]));
    return { coverage: covered / repetitions, mean: sum / repetitions };
  });
}

function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('nothing was estimated');
  return value;
}

const judge = (random: Random, human: number, { sensitivity, specificity }: ScriptedJudge): number =>
  human === 1 ? Number(random.chance(sensitivity)) : Number(random.chance(1 - specificity));

function itemsOf(random: Random, n: number, passRate: number, scripted: ScriptedJudge): JudgedItem[] {
  return Array.from({ length: n }, (_, i) => {
    const human = Number(random.chance(passRate));
    return { item: `${i}`, cluster: `${i}`, human, judged: judge(random, human, scripted) };
  });
}

const good: ScriptedJudge = { sensitivity: 0.95, specificity: 0.85 };
const lenient: ScriptedJudge = { sensitivity: 0.96, specificity: 0.6 };

describe('agreement with people', () => {
  const kappaOf = (passRate: number, { sensitivity, specificity }: ScriptedJudge) => {
    const judged = passRate * sensitivity + (1 - passRate) * (1 - specificity);
    const observed = passRate * sensitivity + (1 - passRate) * specificity;
    const chance = passRate * judged + (1 - passRate) * (1 - judged);
    return (observed - chance) / (1 - chance);
  };

  test.each([
    [0.7, good, 200],
    [0.9, good, 400],
    [0.5, lenient, 200],
  ] as const)('kappa at a pass rate of %s', (passRate, scripted, n) => {
    const truth = kappaOf(passRate, scripted);
    const { coverage } = cover(`kappa, pass rate ${passRate}, n ${n}`, truth, (random) => {
      const { kappa } = required(judgeAgreement(itemsOf(random, n, passRate, scripted)));
      return { estimate: required(kappa).kappa, interval: required(kappa).interval };
    });
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test.each([100, 20])('the catch rate of %s planted errors', (n) => {
    const { coverage } = cover(`planted errors caught, n ${n}`, good.specificity, (random) => {
      const results = Array.from({ length: n }, () => {
        return { outcome: judge(random, 0, good) === 0 ? ('caught' as const) : ('missed' as const) };
      });
      const { caught, planted, interval } = catchRateOf(results);
      return { estimate: caught / planted, interval: required(interval) };
    });
    // Exact intervals may cover more than they say.
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test('specificity where errors of one cluster are judged alike half of the time', () => {
    const { coverage } = cover('specificity, 50 pairs of one parent', good.specificity, (random) => {
      const items = Array.from({ length: 50 }, (_, cluster) => {
        const shared = judge(random, 0, good);
        const isAlike = random.chance(0.5);
        return [0, 1].map((at) => ({
          item: `${cluster}/${at}`,
          cluster: `${cluster}`,
          human: 0,
          judged: isAlike ? shared : judge(random, 0, good),
        }));
      }).flat();
      const { specificity } = required(judgeAgreement(items));
      return { estimate: required(specificity).rate, interval: required(specificity).interval };
    });
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });
});

describe('corrected pass rate', () => {
  const passRate = 0.8;
  const answersOf = (random: Random, n: number, labelled: number, scripted: ScriptedJudge) =>
    itemsOf(random, n, passRate, scripted).map(({ cluster, judged, human }, i) => ({
      cluster,
      judged,
      sampled: i < labelled ? human : null,
    }));
  const rate = (
    name: string,
    sources: (random: Random) => Parameters<typeof correctedRate>[0],
    method: string,
  ) =>
    cover(name, passRate, (random) => {
      const found = required(correctedRate(sources(random)));
      expect(found.method).toBe(method);
      return { estimate: required(found.estimate), interval: required(found.interval) };
    });
  const none = { drawn: null, calibration: [], fewestLabels: 50 };

  test.each([
    [50, good],
    [100, good],
    [100, lenient],
    // No better than chance, and still no harm.
    [100, { sensitivity: 0.5, specificity: 0.5 }],
  ] as const)('from %s labels of a random sample', (labels, scripted) => {
    const { sensitivity, specificity } = scripted;
    const name = `pass rate by PPI, ${labels} labels of 1000, judge ${sensitivity}/${specificity}`;
    const { coverage, mean } = rate(
      name,
      (random) => ({ ...none, answers: answersOf(random, 1000, labels, scripted) }),
      'ppi',
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
    expect(Math.abs(mean - passRate)).toBeLessThan(0.01);
  });

  test('in clusters that lie in the sample or outside of it', () => {
    const { coverage } = rate(
      'pass rate by PPI, 240 labels of 1000, clusters of 4, ICC .5',
      (random) => {
        const answers = Array.from({ length: 250 }, (_, cluster) => {
          const shared = Number(random.chance(passRate));
          return Array.from({ length: 4 }, () => {
            const human = random.chance(0.5 ** 0.5) ? shared : Number(random.chance(passRate));
            const judged = judge(random, human, good);
            const sampled = cluster < 60 ? human : null;
            return { cluster: `${cluster}`, judged, sampled };
          });
        });
        return { ...none, answers: answers.flat() };
      },
      'ppi',
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test.each([
    [200, good],
    [100, good],
    [200, { sensitivity: 0.92, specificity: 0.8 }],
  ] as const)('from the judge’s error rates on %s other answers of the model', (labels, scripted) => {
    const { sensitivity, specificity } = scripted;
    const { coverage } = rate(
      `pass rate by Rogan-Gladen, ${labels} labels, judge ${sensitivity}/${specificity}`,
      (random) => ({
        ...none,
        answers: answersOf(random, 500, 0, scripted),
        // Another mix of cases: half of them wrong.
        calibration: itemsOf(random.fork('calibration'), labels, 0.5, scripted),
      }),
      'rogan-gladen',
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test('from answers drawn where judges disagree', () => {
    const { coverage, mean } = rate(
      'pass rate by active labels, about 100 of 1000',
      (random) => {
        const items = itemsOf(random, 1000, passRate, good);
        // The judge is less sure where it errs.
        const unsure = items.map(({ judged, human }) =>
          random.chance(judged === human ? 0.1 : 0.7) ? 0.25 : 0,
        );
        const probabilities = inclusionProbabilities(unsure, 100);
        const drawn = items.map(({ cluster, judged, human }, i) => {
          const pi = probabilities[i] ?? 0;
          return { cluster, judged, human: random.chance(pi) ? human : null, pi };
        });
        return { ...none, answers: answersOf(random, 10, 0, good), drawn };
      },
      'active',
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
    expect(Math.abs(mean - passRate)).toBeLessThan(0.01);
  });

  test('from the labels of a small random sample alone', () => {
    const { coverage } = rate(
      'pass rate by 30 labels alone',
      (random) => ({ ...none, answers: answersOf(random, 1000, 30, good) }),
      'labels',
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test('a calibration of another model points the wrong way, one of its own does not', () => {
    // Vector T16: the judge overlooks more of the candidate's errors, so it sees a gain where there is a loss.
    const models = {
      baseline: { rate: 0.8, sensitivity: 0.92, specificity: 0.85 },
      candidate: { rate: 0.76, sensitivity: 0.96, specificity: 0.6 },
    };
    type Model = keyof typeof models;
    /** So many right and wrong answers, judged exactly as often right as the judge's rates say. */
    const items = (model: Model, right: number, wrong: number): JudgedItem[] => {
      const { sensitivity, specificity } = models[model];
      const of = (human: 0 | 1, n: number, passed: number) =>
        Array.from({ length: n }, (_, i) => {
          const name = `${model}/${human}/${i}`;
          return { item: name, cluster: name, human, judged: i < Math.round(passed * n) ? 1 : 0 };
        });
      return [...of(1, right, sensitivity), ...of(0, wrong, 1 - specificity)];
    };
    const answers = (model: Model) => {
      const right = Math.round(2500 * models[model].rate);
      return items(model, right, 2500 - right).map(({ cluster, judged }) => {
        return { cluster, judged, sampled: null };
      });
    };
    const calibrations = {
      baseline: items('baseline', 1000, 1000),
      candidate: items('candidate', 1000, 1000),
    };
    const shared = [...calibrations.baseline, ...calibrations.candidate];
    const rateBy = (model: Model, calibration: readonly JudgedItem[]) =>
      required(required(correctedRate({ ...none, answers: answers(model), calibration })).estimate);
    const judgedRate = (model: Model) =>
      required(correctedRate({ ...none, answers: answers(model), calibration: [] })).judged;
    expect(judgedRate('candidate') - judgedRate('baseline')).toBeCloseTo(0.0596, 9);
    expect(rateBy('candidate', shared) - rateBy('baseline', shared)).toBeCloseTo(0.08962406, 7);
    const own = rateBy('candidate', calibrations.candidate) - rateBy('baseline', calibrations.baseline);
    expect(own).toBeCloseTo(-0.04, 9);
  });
});

describe('bias', () => {
  const passRate = { own: 0.75, other: 0.7 };
  /** The judge calls so much more of its own family's wrong answers right, and of its right ones. */
  interface Favour {
    readonly right: number;
    readonly wrong: number;
  }
  const answersOf = (random: Random, n: number, favour: Favour, correlation = 0): AuthoredAnswer[] =>
    Array.from({ length: n }, (_, i) => {
      const hard = random.chance(correlation);
      return (['own', 'other'] as const).map((side) => {
        const human = hard ? 0 : Number(random.chance(passRate[side]));
        const extra = side === 'own' ? (human === 1 ? favour.right : favour.wrong) : 0;
        const says = human === 1 ? 0.9 : 0.2;
        const judged = Number(random.chance(says + extra));
        return {
          item: `${i}/${side}`,
          caseId: `${i}`,
          cluster: `${i}`,
          human,
          judged,
          isOwn: side === 'own',
        };
      });
    }).flat();
  const overratingOf = ({ right, wrong }: Favour) => {
    const side = (rate: number, extra: Favour) =>
      rate * (0.9 + extra.right - 1) + (1 - rate) * (0.2 + extra.wrong);
    return side(passRate.own, { right, wrong }) - side(passRate.other, { right: 0, wrong: 0 });
  };

  test.each([
    ['none', { right: 0, wrong: 0 }, 200],
    ['of wrong answers', { right: 0, wrong: 0.3 }, 200],
    ['of right and wrong answers', { right: 0.08, wrong: 0.2 }, 400],
  ] as const)('self-preference: %s', (name, favour, n) => {
    const title = (measure: string) => `self-preference ${name}: ${measure}, n ${n}`;
    const truths = {
      [title('overrating')]: overratingOf(favour),
      [title('right ones')]: favour.right,
      [title('wrong ones')]: favour.wrong,
    };
    const found = coverAll(
      truths,
      (random) => {
        const { overrating, ofRight, ofWrong } = selfPreference(answersOf(random, n, favour));
        return [required(overrating), required(ofRight), required(ofWrong)];
      },
      title('all'),
    );
    Object.values(truths).forEach((truth, at) => {
      expect(found[at]?.coverage).toBeGreaterThanOrEqual(leastCoverage);
      expect(Math.abs((found[at]?.mean ?? 1) - truth)).toBeLessThan(0.01);
    });
  });

  test('self-preference on cases that the own family gets wrong', () => {
    const favour = { right: 0, wrong: 0.3 };
    const { coverage } = cover('self-preference on own errors, n 400', favour.wrong, (random) =>
      required(selfPreference(answersOf(random, 400, favour, 0.2)).ofOwnErrors),
    );
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test.each([0, 0.15])('self-preference beyond the consensus of other families: %s', (favour) => {
    // Each judge finds the better answer 8 times of 10; the first one lets its own family win more often.
    const families = ['a', 'b', 'c'];
    const { coverage } = cover(`wins beyond consensus, favour ${favour}, n 200`, favour, (random) => {
      const pairs = Array.from({ length: 200 }, (_, i) => {
        const firstIsBetter = random.chance(0.5);
        const votes = families.map((family) => {
          const chance = (firstIsBetter ? 0.8 : 0.2) + (family === 'a' ? favour : 0);
          const own = family === 'a' ? ('first' as const) : null;
          return { judge: family, family, own, first: Number(random.chance(chance)) };
        });
        return { cluster: `${i}`, votes };
      });
      return required(preferenceBeyondConsensus(pairs, 'a'));
    });
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  test.each([0, 0.12])('position: %s', (effect) => {
    const { coverage } = cover(`position, effect ${effect}, n 100`, effect, (random) => {
      const pairs = Array.from({ length: 100 }, (_, i) => {
        // Of the pairs on which place decides, the first wins as often as the effect says.
        const better = random.chance(0.5);
        const vote = (isFirst: boolean) => {
          if (random.chance(0.5)) return isFirst ? ('first' as const) : ('second' as const);
          return random.chance(0.5 + 2 * effect) ? ('first' as const) : ('second' as const);
        };
        return { cluster: `${i}`, forth: vote(better), back: vote(!better) };
      });
      return required(positionEffect(pairs).effect);
    });
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });

  // Of the numbers from 1 to 200.
  const spread = Math.sqrt((200 * 201) / 12);
  test.each([0, 0.1])('length: %s more for a standard deviation', (slope) => {
    const { coverage } = cover(`length, slope ${slope}, n 200`, slope, (random) => {
      const answers: MeasuredAnswer[] = Array.from({ length: 200 }, (_, i) => {
        const words = i + 1;
        const human = random.next();
        const noise = random.next() - 0.5;
        const judged = human + slope * ((words - 100.5) / spread) + 0.3 * noise;
        return { item: `${i}`, cluster: `${i}`, human, judged, words };
      });
      return required(lengthSlope(answers));
    });
    expect(coverage).toBeGreaterThanOrEqual(leastCoverage);
  });
});

test('the bound of an acceptance sample is below the true share of defects in at most 5 % of samples', () => {
  for (const [n, share] of [
    [30, 0.1],
    [60, 0.05],
  ] as const) {
    let below = 0;
    for (let i = 0; i < repetitions; i++) {
      const random = createRandom(`defects/${n}/${i}`);
      const defects = Array.from({ length: n }, () => Number(random.chance(share))).reduce(
        (a, b) => a + b,
        0,
      );
      if ((defectBound(defects, n, 0.95) ?? 1) < share) below++;
    }
    const shown = [share.toFixed(3), '', '', (1 - below / repetitions).toFixed(3)];
    lines.push(line([`upper bound of defects, n ${n}`, ...shown]));
    // The 99.9 % point of a binomial of 1,000 at 5 % is 72.
    expect(below).toBeLessThanOrEqual(72);
  }
});
