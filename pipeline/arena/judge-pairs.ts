import type { Case } from '../../core/case.ts';
import type { DuelRecord } from '../../core/duel.ts';
import { HeldoutError, messageOf } from '../../core/errors.ts';
import type { Spend } from '../../core/report.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Comparer, Store } from '../../core/seams.ts';
import { inProcessExecutor } from '../../runner/in-process-executor.ts';
import { judgePanel } from '../judge-panel.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openJudgeModels } from '../open-judge-models.ts';

/** Two outputs that judges must compare. */
export interface Pair {
  readonly subject: Case;
  readonly attempt: number;
  readonly comparer: Comparer;
  readonly outputs: { readonly candidate: TargetOutput; readonly baseline: TargetOutput };
}

/**
 * Puts pairs to the judge models of the suite and keeps what they say in the log. A pair whose judges cannot be reached
 * is unscored and not kept: it is put to them again next time. Ends early, with what there is, when the signal aborts.
 */
export async function judgePairs(
  loaded: LoadedSuite,
  pairs: readonly Pair[],
  log: Store<DuelRecord>,
  options: { readonly concurrency: number; readonly onDuel: (done: number, planned: number) => void },
  signal: AbortSignal,
): Promise<{ readonly records: readonly DuelRecord[]; readonly spend: Spend }> {
  const judges = await openJudgeModels(loaded, true);
  const panel = judgePanel(loaded, judges.models);
  const executor = inProcessExecutor(
    options.concurrency,
    async (pair: Pair, abort): Promise<DuelRecord | null> => {
      const { subject, attempt, comparer, outputs } = pair;
      const key = { caseId: subject.id, attempt };
      try {
        const record = { ...key, duel: await comparer.compare(subject, outputs, abort, panel) };
        if (abort.aborted) return null;
        log.append(record);
        return record;
      } catch (error) {
        if (error instanceof HeldoutError) throw error;
        if (abort.aborted) return null;
        return {
          ...key,
          duel: { status: 'unscored', reason: `the judges could not be asked: ${messageOf(error)}` },
        };
      }
    },
  );
  const records: DuelRecord[] = [];
  try {
    for await (const record of executor.run(each(pairs), signal)) {
      records.push(record);
      options.onDuel(records.length, pairs.length);
    }
    return { records, spend: judges.spend() };
  } finally {
    await judges.close();
  }
}

async function* each<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items;
}
