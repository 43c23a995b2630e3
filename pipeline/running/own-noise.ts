import type { Case } from '../../core/case.ts';
import type { OwnNoise } from '../../core/own-noise.ts';
import type { GatePolicy } from '../../core/suite.ts';
import { attemptScores } from '../../runner/case-score.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { designEffect } from '../../stats/design-effect.ts';
import { mean } from '../../stats/mean.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { variance } from '../../stats/variance.ts';

/**
 * What a run with twice `repeats` attempts a case says of the target's noise, per origin (statistics.md §1.3 of the
 * design): the difference of the means of the first and the last half of the attempts has a mean of 0, and whatever it
 * varies by is noise. Clusters count as they do at the gate. Cases without all their scores are left out.
 */
export function ownNoise(
  { header, trials }: Pick<RunRecord, 'header' | 'trials'>,
  cases: readonly Case[],
  { margin, alphaPass, power }: Pick<GatePolicy, 'margin' | 'alphaPass' | 'power'>,
): readonly OwnNoise[] {
  const repeats = header.repeats / 2;
  const origins = (['real', 'synthetic'] as const).filter((origin) =>
    cases.some((item) => item.origin === origin),
  );
  return origins.map((origin) => {
    const drawn = cases
      .filter((item) => item.origin === origin)
      .flatMap(({ id, cluster }) => {
        const attempts = Array.from({ length: header.repeats }, (_, attempt) =>
          trials.get(`${id}#${attempt}`),
        );
        const scores = attemptScores(attempts.filter((trial) => trial !== undefined));
        if (scores.length < header.repeats) return [];
        return [{ cluster, difference: mean(scores.slice(repeats)) - mean(scores.slice(0, repeats)) }];
      });
    const differences = drawn.map(({ difference }) => difference);
    const n = differences.length;
    const effect = designEffect(
      differences,
      drawn.map(({ cluster }) => cluster),
    );
    const se = effect === null ? null : Math.sqrt(((variance(differences) ?? 0) * effect.factor) / n);
    const reach = se === null ? null : (normalQuantile(1 - alphaPass) + normalQuantile(power)) * se;
    return {
      origin,
      n,
      flipRate: n === 0 ? null : differences.filter((value) => value !== 0).length / n,
      se,
      reach,
      margin: margin[origin],
      repeats,
      // The variance of a mean of attempts falls with their number.
      repeatsNeeded:
        reach === null ? null : Math.max(1, Math.ceil(repeats * (reach / margin[origin]) ** 2 - 1e-9)),
    };
  });
}
