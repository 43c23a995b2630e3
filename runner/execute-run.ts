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

/** What a run needs beside its header. */
export interface RunPlan {
  readonly header: RunHeader;
  readonly runsFolder: string;
  readonly cases: readonly Case[];
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
 * When the signal aborts, what is finished is kept and the rest counts as skipped.
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
    const trials = await perform(plan, before, signal);
    const end = {
      schemaVersion: 1,
      endedAt: plan.now().toISOString(),
      interrupted: signal.aborted,
      durationMs: Math.round((before.end?.durationMs ?? 0) + performance.now() - started),
      spend: plan.spendOf(trials.values()),
    } as const;
    writeRunEnd(folder, end);
    return { header, folder, trials, end };
  } finally {
    unlock();
  }
}

async function perform(plan: RunPlan, before: RunRecord, signal: AbortSignal): Promise<Map<string, Trial>> {
  const trials = new Map(before.trials);
  const byId = new Map<CaseId, Case>(plan.cases.map((item) => [item.id, item]));
  const journal = openJournal(journalFile(before.folder));
  const executor = inProcessExecutor(plan.concurrency, async (task: TrialTask, abort) => {
    const subject = byId.get(task.caseId);
    return subject === undefined ? null : plan.perform(task, subject, abort);
  });
  try {
    for await (const trial of executor.run(openTasks(plan, before), signal)) {
      journal.append(trial);
      trials.set(trialKey(trial), trial);
      plan.onTrial(trial);
    }
  } finally {
    journal.close();
  }
  return trials;
}

async function* openTasks(plan: RunPlan, before: RunRecord): AsyncIterable<TrialTask> {
  const told: Message = { role: 'system', content: plan.instructions };
  for (let attempt = 0; attempt < plan.header.repeats; attempt++) {
    for (const { id, input } of plan.cases) {
      const task = { caseId: id, attempt };
      if (isSettled(before.trials.get(trialKey(task)))) continue;
      yield { ...task, input: { ...input, messages: [told, ...input.messages] } };
    }
  }
}

/** Infrastructure and budget errors are not the target's: a resumed run tries those again. */
export function isSettled(trial: Trial | undefined): boolean {
  if (trial === undefined) return false;
  return trial.status === 'completed' || trial.kind === 'target' || trial.kind === 'timeout';
}
