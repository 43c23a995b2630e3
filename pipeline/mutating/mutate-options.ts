export interface MutateOptions {
  /** Paths in it are relative to the working folder. Default: `models.target` of the suite. Not read beside `run`. */
  readonly target?: string;
  /** The run that mutants are made of. Default: a finished one of the target, which is made where there is none. */
  readonly run?: string;
  /** Names of faults. Default: all. */
  readonly faults?: readonly string[];
  readonly seed?: number;
  /** Bound on calls of the target with damaged inputs. Default: `budget.requests` of the suite. */
  readonly maxCalls?: number;
  /** Counts the calls and makes none. */
  readonly dryRun?: boolean;
  readonly concurrency?: number;
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  /** `run`: trials of the target's own run, where it has none yet; `mutants`: beside them the calls that were made so far. */
  readonly onProgress?: (step: 'run' | 'mutants', done: number, planned: number, calls: number) => void;
}
