import type { JudgeModel, JudgePanel } from '../core/judging.ts';
import { reworded } from '../core/writing.ts';
import type { LoadedSuite } from './load-suite.ts';

/** Judge models as scorers are handed them: asked in the words of the suite, where it has its own. */
export function judgePanel({ suite }: LoadedSuite, models: readonly JudgeModel[]): JudgePanel {
  return { models, reworded: (prompt) => reworded(prompt, suite.prompts ?? {}) };
}
