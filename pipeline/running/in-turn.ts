import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeldoutError } from '../../core/errors.ts';
import { lockRun } from '../../runner/run-lock.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { prepareWorkspace } from '../workspace.ts';

const pollMs = 200;

/**
 * Does work on a suite while no other process that takes turns does: who comes second finds the baseline that the first
 * one has run. A turn that a killed process left is taken over. `onWait` is told once, after a second, who is before.
 * Throws the signal's reason where it aborts while waiting.
 */
export async function inTurn<Value>(
  loaded: LoadedSuite,
  signal: AbortSignal,
  work: () => Promise<Value>,
  onWait: (why: string) => void = () => {},
): Promise<Value> {
  prepareWorkspace(loaded.workspace);
  const letGo = await turn(path.join(loaded.workspace, 'turns', loaded.suite.id), signal, onWait);
  try {
    return await work();
  } finally {
    letGo();
  }
}

async function turn(folder: string, signal: AbortSignal, onWait: (why: string) => void): Promise<() => void> {
  for (let isTold = false; ; isTold = true) {
    signal.throwIfAborted();
    try {
      return lockRun(folder);
    } catch (error) {
      if (!(error instanceof HeldoutError) || error.problems[0].code !== 'RUN_BUSY') throw error;
      // Looking whether the other process lives has taken a second.
      if (!isTold) onWait(`waiting for my turn: ${error.problems[0].message}`);
    }
    await sleep(pollMs);
  }
}
