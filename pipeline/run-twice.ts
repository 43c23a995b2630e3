import { counted } from '../core/counted.ts';
import { fault, type Problem } from '../core/errors.ts';
import type { OwnNoise } from '../core/own-noise.ts';
import { shellWord } from '../core/shell-word.ts';
import { loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { type Run, type RunOptions, run } from './run.ts';
import { ownNoise } from './running/own-noise.ts';

export type AaRun = Run & {
  /** Per origin; [] where the run does not count as done. */
  readonly noise: readonly OwnNoise[];
};

/**
 * An A/A run: the target answers every case in two draws, each of as many attempts as a run of the suite has, and is
 * compared with itself. Where its own noise is too large for the margin the run's problem is AA_TOO_NOISY: equal models
 * would not be shown to be equal. The run itself is one with twice the repeats, and may be gated.
 * Throws as {@link run} does, and GATE_UNSUPPORTED where outputs are compared and not scored.
 */
export async function runTwice(
  loaded: LoadedSuite,
  options: RunOptions,
  signal: AbortSignal,
): Promise<AaRun> {
  if (loaded.comparers.size > 0) {
    throw fault('GATE_UNSUPPORTED', '`arena`: a run alone has no scores that could differ from draw to draw');
  }
  const { suite } = loaded;
  const repeats = 2 * (options.repeats ?? suite.run.repeats);
  const finished = await run(loaded, { ...options, repeats, everyCase: true }, signal);
  if (finished.problem !== null) return { ...finished, noise: [] };
  const { dataset } = await loadDataset(loaded);
  const noise = ownNoise(finished.record, dataset.cases, suite.gate);
  return { ...finished, noise, problem: noiseProblem(noise, loaded) };
}

function noiseProblem(noise: readonly OwnNoise[], { suite, file }: LoadedSuite): Problem | null {
  const gating = noise.filter(({ origin }) => origin === 'real' || suite.gate.roles.synthetic === 'gate');
  const loud = gating.find(({ reach, margin }) => reach === null || reach > margin);
  if (loud === undefined) return null;
  const { origin, reach, margin, repeatsNeeded, n } = loud;
  const message =
    reach === null
      ? `the noise of the ${origin} arm cannot be told from ${counted(n, 'case')} in fewer than two clusters`
      : `the target differs from itself by too much for the ${origin} arm: its noise reaches ${points(reach)} points, and the margin is ${points(margin)}`;
  const hint =
    repeatsNeeded === null
      ? 'add cases of other clusters'
      : `\`run.repeats: ${repeatsNeeded}\`, a lower temperature, or more cases (\`heldout plan ${shellWord(file)}\`)`;
  return { code: 'AA_TOO_NOISY', message, place: null, hint };
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}
