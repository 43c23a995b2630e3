import { describe, expect, test } from 'vitest';
import { charNgrams } from '../../../examples/01-email-triage/char-ngrams.ts';
import { trainLogisticRegression } from '../../../examples/01-email-triage/logistic-regression.ts';

const options = { dimensions: 8, epochs: 50, learningRate: 0.5 };
const example = (positive: boolean, ...features: readonly number[]) => ({
  positive,
  features: Uint32Array.from(features),
});

describe('trainLogisticRegression', () => {
  test('learns which features speak for the class, past one that both share', () => {
    const logOdds = trainLogisticRegression(
      [example(true, 0, 1), example(true, 0, 2), example(false, 0, 3), example(false, 0, 4)],
      options,
    );
    expect(logOdds(Uint32Array.of(0, 1))).toBeGreaterThan(2);
    expect(logOdds(Uint32Array.of(0, 4))).toBeLessThan(-2);
    expect(Math.abs(logOdds(Uint32Array.of(0)))).toBeLessThan(1);
  });

  test('without features, comes near the log odds of the classes', () => {
    const examples = [
      ...Array.from({ length: 30 }, () => example(true)),
      ...Array.from({ length: 10 }, () => example(false)),
    ];
    const logOdds = trainLogisticRegression(examples, { ...options, learningRate: 0.1 });
    expect(logOdds(Uint32Array.of())).toBeCloseTo(Math.log(3), 1);
  });

  test('gives the same weights in every training', () => {
    const examples = Array.from({ length: 20 }, (_, index) =>
      example(index % 3 === 0, index % 8, (index * 5) % 8),
    );
    const [first, second] = [
      trainLogisticRegression(examples, options),
      trainLogisticRegression(examples, options),
    ];
    for (let feature = 0; feature < 8; feature++) {
      expect(second(Uint32Array.of(feature))).toBe(first(Uint32Array.of(feature)));
    }
  });

  test('is undecided without examples', () => {
    expect(trainLogisticRegression([], options)(Uint32Array.of(1, 2))).toBe(0);
  });
});

describe('charNgrams', () => {
  test('numbers the grams of three to five characters', () => {
    expect(charNgrams('ab', 1e9)).toHaveLength(0);
    expect(charNgrams('abc', 1e9)).toHaveLength(1);
    expect(charNgrams('abcdef', 1e9)).toHaveLength(4 + 3 + 2);
    expect(charNgrams('aaaaaa', 1e9)).toHaveLength(3);
  });

  test('shares the grams that two texts share', () => {
    const [one, other] = [charNgrams('abcX', 1e9), charNgrams('Yabc', 1e9)];
    expect(one.filter((number) => other.includes(number))).toEqual(charNgrams('abc', 1e9));
  });

  test('reads over case and white space, and stays below the limit', () => {
    expect(charNgrams('Buy \n\t NOW', 1e9)).toEqual(charNgrams('buy now', 1e9));
    expect(Math.max(...charNgrams('the quick brown fox jumps over the lazy dog', 16))).toBeLessThan(16);
  });
});
