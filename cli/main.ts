#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../pipeline/package-version.ts';
import type { AddCommand, ExitCode, Perform } from './command.ts';
import { isInterrupt } from './command.ts';
import { addBaseline } from './commands/baseline.ts';
import { addCache } from './commands/cache.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCanary } from './commands/canary.ts';
import { addCheck } from './commands/check.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addFill } from './commands/fill.ts';
import { addFreeze } from './commands/freeze.ts';
import { addGaps } from './commands/gaps.ts';
import { addGate } from './commands/gate.ts';
import { addGenerate } from './commands/generate.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addLog } from './commands/log.ts';
import { addMerge } from './commands/merge.ts';
import { addMock } from './commands/mock.ts';
import { addModels } from './commands/models.ts';
import { addMutate } from './commands/mutate.ts';
import { addPacks } from './commands/packs.ts';
import { addPlan } from './commands/plan.ts';
import { addReport } from './commands/report.ts';
import { addReview } from './commands/review.ts';
import { addRound } from './commands/round.ts';
import { addRun } from './commands/run.ts';
import { addTest } from './commands/test.ts';
import { createSession, lastWords, type Session } from './session.ts';
import { showFault } from './show-fault.ts';

const commands: readonly AddCommand[] = [
  addInit,
  addImport,
  addCheck,
  addPlan,
  addGenerate,
  addReview,
  addCalibrate,
  addFreeze,
  addDiff,
  addLog,
  addRun,
  addMerge,
  addGate,
  addTest,
  addBaseline,
  addReport,
  addGaps,
  addFill,
  addRound,
  addMutate,
  addExport,
  addExplain,
  addCanary,
  addPacks,
  addModels,
  addMock,
  addCache,
  addDemo,
];

/** Handles left open by code under test may keep the process alive; it is ended after this long. */
const graceMs = 1000;

const interrupt = new AbortController();
// Every call of a target listens to it.
setMaxListeners(0, interrupt.signal);
let isFinished = false;
let stray: unknown = null;

function finish(code: ExitCode): void {
  isFinished = true;
  process.exitCode = code;
  setTimeout(() => {
    if (process.stdout.writableLength === 0) process.exit();
  }, graceMs).unref();
}

const perform: Perform = async (options, work) => {
  const session = createSession(options.json === true, interrupt.signal);
  finish(await outcome(session, work));
};

async function outcome(session: Session, work: (session: Session) => Promise<ExitCode>): Promise<ExitCode> {
  try {
    const code = await work(session);
    if (stray === null) return code;
    await showFault(stray, session, 'stray');
    return 2;
  } catch (error) {
    if (stray !== null) await showFault(stray, session, 'stray');
    else if (isInterrupt(error, interrupt.signal)) {
      session.note('interrupted: what was finished is kept');
      return 130;
    } else await showFault(error, session, 'command');
    return 2;
  }
}

/** Code of a target or plugin that fails outside of every call: nothing that follows can be trusted. */
function onStray(error: unknown): void {
  if (isFinished) return;
  stray ??= error ?? new Error('something was thrown');
  interrupt.abort();
}

function watchProcess(): void {
  process.on('uncaughtException', onStray);
  process.on('unhandledRejection', onStray);
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      interrupt.abort();
      // A second one ends the process the usual way.
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    // The reader of a pipe may leave early; that is no fault.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.on('exit', () => {
    if (isFinished) return;
    // Code under test called process.exit, or left nothing to wait for: neither may look like a pass.
    if (process.exitCode !== 2)
      lastWords('INTERNAL  the process was ended by code under test before the command was done');
    process.exitCode = 2;
  });
}

async function main(): Promise<void> {
  // By itself V8 lets several times of what lives pile up: a run of 10,000 calls peaked at 316 MB instead of 214.
  setFlagsFromString('--heap-growing-percent=100');
  watchProcess();
  const program = new Command('heldout')
    .version(packageVersion())
    .description('Held-out evaluation sets and a regression gate for fine-tuned models')
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .addHelpText(
      'after',
      '\nExit codes: 0 pass or done, 1 gate failed, 2 could not run, 3 inconclusive, 130 interrupted.',
    );
  for (const add of commands) add(program, perform);
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return finish(0);
    if (process.argv.includes('--json')) await documentUsage(error);
    finish(2);
  }
}

/** People were told by the parser already; a machine that asked for a document gets one. */
async function documentUsage({ message }: CommanderError): Promise<void> {
  const { toErrorDocument } = await import('../pipeline/documents/error-document.ts');
  const problem = { code: 'USAGE', message: message.replace(/^error: /, ''), place: null } as const;
  const hint = 'see `--help` of the command';
  createSession(true, interrupt.signal).document(toErrorDocument([{ ...problem, hint }]));
}

await main();
