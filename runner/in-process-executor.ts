/** Performs one task; null when the signal aborted it before it had an outcome. */
type PerformTask<Task, Outcome> = (task: Task, signal: AbortSignal) => Promise<Outcome | null>;

/** An executor of whatever tasks there are; of trials it is an `Executor`. */
interface TaskExecutor<Task, Outcome> {
  run(tasks: AsyncIterable<Task>, signal: AbortSignal): AsyncIterable<Outcome>;
}

/**
 * Runs tasks in this process, at most `concurrency` at a time.
 * When the signal aborts no task is started any more; tasks that were cut off have no outcome.
 * An error that `perform` throws ends the run: it is not a task's outcome.
 */
export function inProcessExecutor<Task, Outcome>(
  concurrency: number,
  perform: PerformTask<Task, Outcome>,
): TaskExecutor<Task, Outcome> {
  return {
    async *run(tasks, signal) {
      const waiting = tasks[Symbol.asyncIterator]();
      const finished: Outcome[] = [];
      const failures: unknown[] = [];
      let running = 0;
      let exhausted = false;
      let wake = () => {};

      const start = (task: Task) => {
        running++;
        perform(task, signal)
          .then(
            (outcome) => {
              if (outcome !== null) finished.push(outcome);
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
