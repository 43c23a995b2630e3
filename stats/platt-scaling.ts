/** A score of any scale, and whether what it speaks of came true. */
export interface ScoredOutcome {
  readonly score: number;
  readonly outcome: boolean;
}

const mostSteps = 100;

/**
 * Platt's (1999) scaling: the logistic curve 1/(1 + exp(slope·score + intercept)) of best likelihood, with his targets
 * (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) in place of 1 and 0, so that it stays finite where scores separate the outcomes; by
 * Newton's method with halved steps (Lin, Lin and Weng 2007). Two parameters, so it needs fewer labels than isotonic
 * regression. Fit it on labelled cases and apply it to others.
 * Throws a RangeError unless both outcomes occur and scores are finite.
 */
export function plattScaling(points: readonly ScoredOutcome[]): (score: number) => number {
  const { slope, intercept } = likeliestCurve(targetsOf(points));
  return (score) => logistic(-(slope * score + intercept));
}

interface Target {
  readonly score: number;
  readonly target: number;
}

function targetsOf(points: readonly ScoredOutcome[]): readonly Target[] {
  const positives = points.filter(({ outcome }) => outcome).length;
  const negatives = points.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('scaling needs outcomes of both kinds');
  if (points.some(({ score }) => !Number.isFinite(score))) throw new RangeError('scores must be finite');
  return points.map(({ score, outcome }) => ({
    score,
    target: outcome ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
  }));
}

interface Curve {
  readonly slope: number;
  readonly intercept: number;
}

function likeliestCurve(targets: readonly Target[]): Curve {
  const rate = targets.reduce((sum, { target }) => sum + target, 0) / targets.length;
  let curve: Curve = { slope: 0, intercept: Math.log((1 - rate) / rate) };
  let loss = lossOf(targets, curve);
  for (let step = 0; step < mostSteps; step += 1) {
    const { slope, intercept } = newtonStep(targets, curve);
    let size = 1;
    let next = curve;
    let nextLoss = Number.POSITIVE_INFINITY;
    for (; size > 1e-10; size /= 2) {
      next = { slope: curve.slope + size * slope, intercept: curve.intercept + size * intercept };
      nextLoss = lossOf(targets, next);
      if (nextLoss < loss) break;
    }
    if (!(nextLoss < loss)) return curve;
    curve = next;
    loss = nextLoss;
  }
  return curve;
}

/** The step to where the quadratic that touches the loss has its minimum. */
function newtonStep(targets: readonly Target[], { slope, intercept }: Curve): Curve {
  let [g1, g2, h11, h12, h22] = [0, 0, 1e-12, 0, 1e-12];
  for (const { score, target } of targets) {
    const p = logistic(-(slope * score + intercept));
    const [miss, weight] = [target - p, p * (1 - p)];
    g1 += score * miss;
    g2 += miss;
    h11 += score * score * weight;
    h12 += score * weight;
    h22 += weight;
  }
  const determinant = h11 * h22 - h12 * h12;
  return {
    slope: -(h22 * g1 - h12 * g2) / determinant,
    intercept: -(h11 * g2 - h12 * g1) / determinant,
  };
}

/** Negative log-likelihood, in the form that does not overflow. */
function lossOf(targets: readonly Target[], { slope, intercept }: Curve): number {
  return targets.reduce((sum, { score, target }) => {
    const f = slope * score + intercept;
    return (
      sum + (f >= 0 ? target * f + Math.log1p(Math.exp(-f)) : (target - 1) * f + Math.log1p(Math.exp(f)))
    );
  }, 0);
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
