import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../core/errors.ts';
import { hasCode, writeFailed } from '../core/files.ts';

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
      if (held.has(file) || isAlive(holder)) {
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

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
