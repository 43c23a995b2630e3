import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../core/report.ts';
import type { GateReply, GateRequest } from './gate-reply.ts';

/**
 * Gates in a process of its own: vitest's worker must answer vitest within a minute, whatever a target or the statistics
 * keep busy, and neither mocks nor a browser's globals of the tests shall reach what is measured. What the process
 * prints goes to stderr, so that a report on stdout stays whole.
 * Throws an Error with the fault's own words where the gate could not run.
 */
export async function askGate(request: GateRequest): Promise<Report> {
  const reply = await answerOf(request);
  if (reply.kind === 'decided') return reply.report;
  throw new Error(reply.words);
}

function answerOf(request: GateRequest): Promise<GateReply> {
  const self = fileURLToPath(import.meta.url);
  const extension = path.extname(self);
  const child = fork(path.join(path.dirname(self), `gate-process${extension}`), {
    // From source Node needs help with TypeScript; options of the test process are its own.
    execArgv: extension === '.ts' ? ['--import', import.meta.resolve('tsx')] : [],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (reply: GateReply) => resolve(reply));
    child.once('exit', (code, signal) => {
      reject(new Error(`the process of the gate ended without a verdict (${signal ?? `exit ${code}`})`));
    });
    child.send(request);
  });
}
