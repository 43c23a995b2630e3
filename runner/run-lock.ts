import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../core/errors.ts';
import { hasCode, readIfExists, writeFailed } from '../core/files.ts';

const graceMs = 1000;
const pollMs = 50;

/** Locks that this process holds. Its own number in a lock says nothing: in a container it is often the same again. */
const held = new Set<string>();

/**
 * Takes a run's folder for this process, so that no two runs write one journal.
 * A lock that a killed process left is taken over. Gives the function that lets go.
 * Throws RUN_BUSY when another live process, or another run of this one, holds it.
 */
export function lockRun(folder: string): () => void {
  const file = path.resolve(folder, 'lock');
  const take = () => {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
  };
  try {
    try {
      take();
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (held.has(file) || staysAlive(holder)) {
        const hint = 'wait until it ends, or stop it';
        throw fault('RUN_BUSY', `process ${holder} is working on ${folder}`, { hint });
      }
      rmSync(file, { force: true });
      take();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'HeldoutError') throw error;
    throw writeFailed(file, error);
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** A process that was just killed takes a moment to be gone. */
function staysAlive(pid: number): boolean {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += pollMs) {
    if (!isAlive(pid)) return false;
    Atomics.wait(sleeper, 0, 0, pollMs);
  }
  return isAlive(pid);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || isZombie(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** A process that has ended and that its parent has not asked about yet, as in containers whose first process never asks. */
function isZombie(pid: number): boolean {
  // The state comes after the name, which is in brackets and may hold anything.
  const state = readIfExists(`/proc/${pid}/stat`)
    ?.toString()
    .replace(/^.*\) /s, '')[0];
  return state === 'Z' || state === 'X';
}
