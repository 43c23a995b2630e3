import type { Case } from '../../core/case.ts';
import type { Spend } from '../../core/report.ts';
import type { RunHeader } from '../../core/run.ts';
import { caseScore } from '../../runner/case-score.ts';
import { performTrial } from '../../runner/perform-trial.ts';
import { totalSpend } from '../call-meter.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openModel } from '../open-model.ts';
import type { ChosenTarget } from '../running/choose-target.ts';
import { openScoring } from '../running/open-scoring.ts';
import { targetOfRun } from '../running/target-of-run.ts';

type Subject = Pick<Case, 'id' | 'cell' | 'input' | 'expected'>;

/** The target of a run, to be asked about inputs that no run scores. */
export interface AskedTarget {
  readonly chosen: ChosenTarget;
  /** Whether one answer was right; an error of the target is wrong. Null where nothing was measured. */
  isRight(subject: Subject, signal: AbortSignal): Promise<boolean | null>;
  spend(): Spend;
  close(): Promise<void>;
}

/** Opens the target of a run as it is today. Throws RUN_MISMATCH where that is another one than was run. */
export async function openAskedTarget(
  loaded: LoadedSuite,
  header: Pick<RunHeader, 'id' | 'target'>,
): Promise<AskedTarget> {
  const chosen = await targetOfRun(loaded, header);
  const scoring = await openScoring(loaded, true);
  const model = await openModel(loaded, chosen.use, { folder: chosen.from }).catch(async (error: unknown) => {
    await scoring.close();
    throw error;
  });
  const told = { role: 'system', content: loaded.suite.task.instructions } as const;
  return {
    chosen,
    async isRight(subject, signal) {
      const input = { ...subject.input, messages: [told, ...subject.input.messages] as const };
      const task = { caseId: subject.id, attempt: 0, input };
      const scorers = scoring.scorersOf(subject);
      // A trial reads of its case what a seed has as well.
      const trial = await performTrial(task, subject as Case, model.target, scorers, signal);
      if (trial === null) return null;
      const score = caseScore([trial], 1);
      return score.status === 'scored' ? score.value === 1 : null;
    },
    spend: () => totalSpend([model.spend(), scoring.spend()]),
    close: async () => {
      await model.target.close?.();
      await scoring.close();
    },
  };
}
