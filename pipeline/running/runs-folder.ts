import path from 'node:path';
import type { LoadedSuite } from '../load-suite.ts';

/** Where the runs of a workspace lie. */
export function runsFolder(loaded: Pick<LoadedSuite, 'workspace'>): string {
  return path.join(loaded.workspace, 'runs');
}
