import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Case, CaseId, Message } from '../core/case.ts';
import type { Spend } from '../core/report.ts';
import type { RunHeader, Trial, TrialTask } from '../core/run.ts';
import { inProcessExecutor } from './in-process-executor.ts';
import { openJournal } from './journal.ts';
import { lockRun } from './run-lock.ts';
import {
  journalFile,
  type RunRecord,
  readRun,
  trialKey,
  writeRunEnd,
  writeRunHeader,
} from './run-records.ts';

/** In which order groups of cases are run, and when enough of them are known. */
export interface Course {
  readonly groups: readonly (readonly CaseId[])[];
  /**
   * Asked when more groups, counted from the first, are finished than before; groups that finished ahead of one before
   * them do not count. True: no further trial is started.
   */
  isEnough(finished: number, trials: ReadonlyMap<string, Trial>): boolean;
}

/** What a run needs beside its header. */
export interface RunPlan {
  readonly header: RunHeader;
  readonly runsFolder: string;
  readonly cases: readonly Case[];
  /** Left out: all cases, one attempt after the other. */
  readonly course?: Course;
  readonly instructions: string;
  /** Performs one planned trial; null when the signal aborted it, or there is nothing to perform. */
  readonly perform: (task: TrialTask, subject: Case, signal: AbortSignal) => Promise<Trial | null>;
  readonly concurrency: number;
  readonly now: () => Date;
  /** Called after each trial. */
  readonly onTrial: (trial: Trial) => void;
  /** What the calls cost, asked once at the end. */
  spendOf(trials: Iterable<Trial>): Spend;
}

/**
 * Runs what the journal does not hold yet, and journals each trial as it ends. A new run starts with an empty
 * journal; a resumed one goes on, and tries again what failed for reasons of infrastructure or budget.
 * When the signal aborts, what is finished is kept and the rest counts as skipped. Where the course has enough, trials
 * under way are finished and the rest is not needed.
 */
export async function executeRun(plan: RunPlan, signal: AbortSignal): Promise<RunRecord> {
  const { header, runsFolder } = plan;
  const folder = path.join(runsFolder, header.id);
  const unlock = lockRun(folder);
  try {
    writeRunHeader(folder, header);
    const before = readRun(runsFolder, header.id);
    rmSync(path.join(folder, 'end.json'), { force: true });
    const started = performance.now();
    const { trials, isEnough } = await perform(plan, before, signal);
    const end = {
      schemaVersion: 1,
      endedAt: plan.now().toISOString(),
      interrupted: signal.aborted,
      ...(isEnough ? { isEnough } : {}),
      durationMs: Math.round((before.end?.durationMs ?? 0) + performance.now() - started),
      spend: plan.spendOf(trials.values()),
    } as const;
    writeRunEnd(folder, end);
    return { header, folder, trials, end };
  } finally {
    unlock();
  }
}

async function perform(
  plan: RunPlan,
  before: RunRecord,
  signal: AbortSignal,
): Promise<{ readonly trials: Map<string, Trial>; readonly isEnough: boolean }> {
  const trials = new Map(before.trials);
  const byId = new Map<CaseId, Case>(plan.cases.map((item) => [item.id, item]));
  const journal = openJournal(journalFile(before.folder));
  const progress = progressOf(plan, trials);
  const executor = inProcessExecutor(plan.concurrency, async (task: TrialTask, abort) => {
    const subject = byId.get(task.caseId);
    return subject === undefined ? null : plan.perform(task, subject, abort);
  });
  try {
    for await (const trial of executor.run(openTasks(plan, before, progress.isEnough), signal)) {
      journal.append(trial);
      trials.set(trialKey(trial), trial);
      plan.onTrial(trial);
      progress.ended(trial);
    }
  } finally {
    journal.close();
  }
  return { trials, isEnough: progress.isEnough() };
}

/** Follows the course of a run; without one there is never enough. */
function progressOf({ course, header }: RunPlan, trials: ReadonlyMap<string, Trial>) {
  const open = (course?.groups ?? []).map(
    (ids) => new Set(ids.flatMap((id) => openKeys(id, header.repeats, trials))),
  );
  let finished = 0;
  let isEnough = false;
  const look = () => {
    const before = finished;
    while (finished < open.length && open[finished]?.size === 0) finished += 1;
    if (!isEnough && finished > before && finished < open.length) {
      isEnough = course?.isEnough(finished, trials) ?? false;
    }
  };
  const groupOf = new Map((course?.groups ?? []).flatMap((ids, at) => ids.map((id) => [id, at] as const)));
  look();
  return {
    isEnough: () => isEnough,
    ended(trial: Trial) {
      open[groupOf.get(trial.caseId) ?? -1]?.delete(trialKey(trial));
      look();
    },
  };
}

function openKeys(caseId: CaseId, repeats: number, trials: ReadonlyMap<string, Trial>): readonly string[] {
  return Array.from({ length: repeats }, (_, attempt) => trialKey({ caseId, attempt })).filter(
    (key) => !isSettled(trials.get(key)),
  );
}

async function* openTasks(
  { cases, course, header, instructions }: RunPlan,
  before: RunRecord,
  isEnough: () => boolean,
): AsyncIterable<TrialTask> {
  const told: Message = { role: 'system', content: instructions };
  const byId = new Map(cases.map((item) => [item.id, item]));
  const attempts = Array.from({ length: header.repeats }, (_, attempt) => attempt);
  const planned =
    course === undefined
      ? attempts.flatMap((attempt) => cases.map(({ id }) => ({ caseId: id, attempt })))
      : course.groups.flatMap((ids) =>
          ids.flatMap((caseId) => attempts.map((attempt) => ({ caseId, attempt }))),
        );
  for (const task of planned) {
    const subject = byId.get(task.caseId);
    if (subject === undefined || isSettled(before.trials.get(trialKey(task)))) continue;
    if (isEnough()) return;
    yield { ...task, input: { ...subject.input, messages: [told, ...subject.input.messages] } };
  }
}

/** Infrastructure and budget errors are not the target's: a resumed run tries those again. */
export function isSettled(trial: Trial | undefined): boolean {
  if (trial === undefined) return false;
  return trial.status === 'completed' || trial.kind === 'target' || trial.kind === 'timeout';
}
