import type { Report } from '../core/report.ts';
import type { RunRole, Trial } from '../core/run.ts';
import type { RunRecord } from '../runner/run-records.ts';
import { compareRuns } from './arena/compare-runs.ts';
import { decideRun } from './gate.ts';
import { contaminatedCases } from './gating/contaminated-cases.ts';
import { type FoundBaseline, findBaseline } from './gating/find-baseline.ts';
import { refuseUnsupportedKeys } from './gating/refusals.ts';
import { type ScoredRun, scoredRun } from './gating/scored-run.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { type Run, type RunOptions, requireDone, runTarget } from './run.ts';
import { type ChosenTarget, chooseTarget } from './running/choose-target.ts';
import { findDone } from './running/find-runs.ts';

export interface TestOptions {
  /** Paths in it are relative to the working folder. Default: `models.target` of the suite. */
  readonly target?: string;
  /** Go on with the newest unfinished run of the same work. */
  readonly resume?: boolean;
  /** Add the suite's `run.repeats` to the first run of the same target, and decide on all of its attempts. */
  readonly append?: boolean;
  /** Run every case of the target also where `gate.sequential` would end the run early. */
  readonly everyCase?: boolean;
  /** Decide on a finished run of the same target and cases where there is one, and call no target. */
  readonly reuse?: boolean;
  readonly concurrency?: number;
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  readonly now?: () => Date;
  readonly onStart?: NonNullable<RunOptions['onStart']>;
  readonly onTrial?: (trial: Trial, role: RunRole) => void;
  /** Called after each pair of outputs that was put to judges. */
  readonly onDuel?: (done: number, planned: number) => void;
}

/**
 * Runs the baseline where there is none that fits, then the target, and decides. What the gate would refuse is
 * refused before anything is run. Throws as {@link gate} and {@link run} do.
 */
export async function test(
  loaded: LoadedSuite,
  options: TestOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Report> {
  refuseUnsupportedKeys(loaded);
  const data = await loadDataset(loaded);
  const chosen = await chooseTarget(
    loaded,
    data.dataset.cases,
    options.target,
    options.workingFolder ?? process.cwd(),
  );
  return testOn(loaded, data, chosen, options, signal);
}

/** Runs baseline and target on a dataset that is loaded already, and decides. */
export async function testOn(
  loaded: LoadedSuite,
  data: LoadedDataset,
  chosen: ChosenTarget,
  options: TestOptions,
  signal: AbortSignal,
): Promise<Report> {
  const found = await findBaseline(loaded, data);
  const baseline = await finishBaseline(loaded, data, found, options, signal);
  const stood = options.reuse === true ? standing(loaded, data, chosen) : null;
  const record = stood ?? (await finishCandidate(loaded, data, chosen, baseline.run, options, signal));
  const { cases } = data.dataset;
  const arena = await compareRuns(loaded, cases, record, baseline.run.header.id, options, signal);
  const contaminated = await contaminatedCases(loaded, data, signal);
  const notes = [
    ...found.notes,
    ...(stood === null ? [] : [`run ${stood.header.id} stands: nothing was run again`]),
  ];
  return decideRun(loaded, data, record, { run: baseline.run, notes }, baseline.spent, {
    arena,
    contaminated,
  });
}

/** The newest finished run of the same work; one that ended early only by the rule of today. */
function standing(loaded: LoadedSuite, data: LoadedDataset, { identity }: ChosenTarget): RunRecord | null {
  const { repeats } = loaded.suite.run;
  const found = findDone(loaded, data, { role: 'candidate', target: identity, repeats });
  const rule = found?.header.looks?.rule ?? 'none';
  return found?.end?.isEnough === true && rule !== loaded.suite.gate.sequential ? null : found;
}

async function finishCandidate(
  loaded: LoadedSuite,
  data: LoadedDataset,
  chosen: ChosenTarget,
  against: ScoredRun,
  options: TestOptions,
  signal: AbortSignal,
): Promise<RunRecord> {
  const settings = { ...runOptions(options, 'candidate'), against };
  const candidate = await runTarget(loaded, data, chosen, 'candidate', settings, signal);
  signal.throwIfAborted();
  requireDone(candidate);
  return candidate.record;
}

async function finishBaseline(
  loaded: LoadedSuite,
  data: LoadedDataset,
  found: FoundBaseline,
  options: TestOptions,
  signal: AbortSignal,
) {
  if (found.status === 'found') return { run: found.run, spent: [] };
  const { append: _, ...plain } = runOptions(options, 'baseline');
  const settings = { ...plain, resume: true };
  const finished: Run = await runTarget(loaded, data, found.target, 'baseline', settings, signal);
  signal.throwIfAborted();
  requireDone(finished);
  const { end } = finished.record;
  return { run: scoredRun(finished.record), spent: end === null ? [] : [end] };
}

function runOptions(options: TestOptions, role: RunRole) {
  const { onTrial, target: _, reuse: _r, ...rest } = options;
  return { ...rest, onTrial: (trial: Trial) => onTrial?.(trial, role) };
}
