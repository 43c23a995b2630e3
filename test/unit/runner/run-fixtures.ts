import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { RunHeader, Trial, TrialTask } from '../../../core/run.ts';
import type { Scorer } from '../../../core/seams.ts';

type Completed = Extract<Trial, { status: 'completed' }>;
type Errored = Extract<Trial, { status: 'errored' }>;

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function completed(caseId: string, attempt = 0, value = 1): Completed {
  const scores = [{ scorer: 'exact', status: 'scored', value, reason: 'equal', answer: null }] as const;
  return { status: 'completed', caseId, attempt, output: { text: 'an answer' }, scores, durationMs: 1.5 };
}

export function errored(
  caseId: string,
  kind: 'target' | 'infra' | 'timeout' | 'budget',
  attempt = 0,
): Errored {
  return { status: 'errored', caseId, attempt, kind, message: 'it went wrong', durationMs: 2 };
}

export function taskOf(caseId: string, attempt = 0): TrialTask {
  return { caseId, attempt, input: { messages: [{ role: 'user', content: caseId }] } };
}

export function headerOf(more: Partial<RunHeader> = {}): RunHeader {
  return {
    schemaVersion: 1,
    id: 'r1',
    role: 'candidate',
    suite: { id: 's', digest: 'd' },
    task: 't',
    dataset: { id: 's', version: null, digest: 'd' },
    target: { ref: 'module:./x.ts', digest: null, lineage: null },
    scorers: { mail: [{ name: 'exact', version: '1', options: 'o' }] },
    repeats: 1,
    planned: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    versions: { heldout: '0.0.0', node: 'v20' },
    ...more,
  };
}

/** Right when the output says "right". */
export const saysRight: Scorer = {
  unreadable: () => null,
  score: async (_subject, output) => ({
    status: 'scored',
    value: output.text === 'right' ? 1 : 0,
    reason: output.text,
    answer: null,
  }),
};

/** The fault that a function throws. */
export function faultOf(act: () => unknown): HeldoutError {
  try {
    act();
  } catch (error) {
    if (error instanceof HeldoutError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
