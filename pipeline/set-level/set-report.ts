import type { Case } from '../../core/case.ts';
import type { SetGate } from '../../core/set-gate.ts';
import { type DiversityBeside, diversityBeside } from '../../curation/diversity-beside.ts';
import { type TwoSampleTest, twoSampleTest } from '../../curation/two-sample-test.ts';
import { userText } from '../../curation/user-text.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { balanceGate, type LargestShare, largestShares, plannedCells } from './balance-gate.ts';
import { type Difficulty, difficultyOf } from './difficulty.ts';
import { difficultyGate } from './difficulty-gate.ts';
import { diversityGate } from './diversity-gate.ts';
import { shiftGate } from './shift-gate.ts';

/** What can be said of a set as a whole: its synthetic cases beside the real ones, the plan, and models that were run. */
export interface SetReport {
  readonly gates: readonly SetGate[];
  /** Null where there are too few cases. */
  readonly diversity: DiversityBeside | null;
  readonly shift: TwoSampleTest | null;
  readonly shares: readonly LargestShare[];
  /** Null where fewer than two models were run. */
  readonly difficulty: Difficulty | null;
}

/** Samples are drawn by it, so that the same set always gives the same figures. */
const seed = 0;

/** Measures a set as a run scores it. Its real cases are the anchor; texts are what the user says. */
export function setReport(loaded: LoadedSuite, cases: readonly Case[]): SetReport {
  const real = cases.filter(({ origin }) => origin === 'real');
  const synthetic = cases.filter(({ origin }) => origin === 'synthetic');
  const [anchor, made] = [real.map(textOf), synthetic.map(textOf)];
  const [anchorTexts, madeTexts] = [anchor.map(({ text }) => text), made.map(({ text }) => text)];
  const diversity = diversityBeside(anchorTexts, madeTexts, seed);
  const shift = twoSampleTest(anchor, made, seed);
  const difficulty = difficultyOf(loaded, cases);
  const shares = largestShares(synthetic, cases.length);
  return {
    gates: [
      difficultyGate(difficulty, loaded.file),
      diversityGate(diversity),
      shiftGate(shift),
      balanceGate(loaded, plannedCells(loaded.suite, synthetic), shares),
    ],
    diversity,
    shift,
    shares,
    difficulty,
  };
}

function textOf({ input, cluster }: Case) {
  return { text: userText(input), cluster };
}
