import type { Trial, TrialTask } from '../core/run.ts';
import type { Executor } from '../core/seams.ts';

/** Performs one task; null when the signal aborted it before it had an outcome. */
export type PerformTask = (task: TrialTask, signal: AbortSignal) => Promise<Trial | null>;

/**
 * Runs tasks in this process, at most `concurrency` at a time.
 * When the signal aborts no task is started any more; tasks that were cut off have no trial.
 * An error that `perform` throws ends the run: it is not a trial's outcome.
 */
export function inProcessExecutor(concurrency: number, perform: PerformTask): Executor {
  return {
    async *run(tasks, signal) {
      const waiting = tasks[Symbol.asyncIterator]();
      const finished: Trial[] = [];
      const failures: unknown[] = [];
      let running = 0;
      let exhausted = false;
      let wake = () => {};

      const start = (task: TrialTask) => {
        running++;
        perform(task, signal)
          .then(
            (trial) => {
              if (trial !== null) finished.push(trial);
            },
            (error) => {
              failures.push(error);
            },
          )
          .finally(() => {
            running--;
            wake();
          });
      };

      while (running > 0 || !exhausted) {
        while (running < concurrency && !exhausted && !signal.aborted && failures.length === 0) {
          const next = await waiting.next();
          if (next.done === true) exhausted = true;
          else start(next.value);
        }
        if (signal.aborted || failures.length > 0) exhausted = true;
        yield* finished.splice(0);
        if (running > 0 && finished.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
      yield* finished.splice(0);
      if (failures.length > 0) throw failures[0];
    },
  };
}
