import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Case,
  caseId,
  type GeneratedProvenance,
  type Provenance,
  type Reject,
} from '../../../core/case.ts';
import { HeldoutError } from '../../../core/errors.ts';
import type { RowSource, Skill, Suite, Task } from '../../../core/suite.ts';
import { type SuitePaths, suitePaths } from '../../../datasets/suite-paths.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-datasets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryPaths(): SuitePaths {
  const folder = temporaryFolder();
  return suitePaths(folder, path.join(folder, '.heldout'), 'triage');
}

/** The HeldoutError that an action throws. */
export async function faultOf(action: () => unknown): Promise<HeldoutError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof HeldoutError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

export const classification: Task = {
  kind: 'classification',
  instructions: 'Answer with one queue.',
  labels: ['billing', 'access'],
};
export const qa: Task = { kind: 'qa', instructions: 'Answer.' };

function skillOf(id: string, edges: readonly string[] = []): Skill {
  const edgeCases = edges.map((edge) => ({
    id: edge,
    description: 'd',
    expect: 'invariant' as const,
    quota: 0,
    generators: [],
    judges: [],
    optional: false,
  }));
  return { id, description: 'd', weight: 1, edgeCases, score: null };
}

/** A suite with these skills: name → edge cases. */
export function suiteOf(
  task: Task = qa,
  skills: Readonly<Record<string, readonly string[]>> = { main: ['typos'] },
): Suite {
  const [first = skillOf('main'), ...rest] = Object.entries(skills).map(([id, edges]) => skillOf(id, edges));
  return {
    schemaVersion: 1,
    id: 'triage',
    title: 'Triage',
    task,
    data: { heldout: [], seeds: [], training: [], unlabelled: [], documents: [], probe: [] },
    models: { generator: [], judges: [], target: null, baseline: null, allowSharedFamily: null },
    skills: [first, ...rest],
    score: [{ use: 'exact', with: {} }],
    slices: [],
    gate: {
      margin: { real: 0.03, synthetic: 0.05 },
      alphaPass: 0.05,
      alphaFail: 0.01,
      power: 0.8,
      roles: { synthetic: 'gate' },
      minRealShare: 0.3,
      critical: {},
      maxMissing: 0.02,
      minHumanPairs: 50,
      weights: null,
      seed: 0,
      sequential: 'none',
      inconclusive: 'fail',
    },
    run: { timeoutMs: 1000, concurrency: 1, repeats: 1 },
    budget: { usd: null, requests: null },
    plugins: [],
  };
}

export function sourceOf(from: RowSource['from'], more: Partial<RowSource> = {}): RowSource {
  return { from, map: {}, set: {}, licence: null, split: 'heldout', ...more };
}

const authored: Provenance = {
  kind: 'authored',
  source: 'rows.jsonl',
  row: 1,
  declaredId: null,
  licence: null,
  copyable: true,
};

/** A real case of the text; its cluster is itself unless another is named. */
export function realCase(text: string, more: Partial<Case> = {}): Case {
  const content = {
    cell: more.cell ?? { skill: 'main', edgeCase: null },
    input: more.input ?? ({ messages: [{ role: 'user', content: text }] } as const),
    expected: more.expected ?? ({ kind: 'label', label: 'billing' } as const),
  };
  const id = caseId(content);
  return {
    ...content,
    id,
    origin: 'real',
    cluster: id,
    split: 'heldout',
    expectedFrom: 'declared',
    tags: [],
    provenance: authored,
    verdicts: [],
    ...more,
  };
}

export function generatedFrom(copyable = true): GeneratedProvenance {
  return {
    kind: 'generated',
    by: 'perturb',
    version: '2',
    model: null,
    lineage: null,
    promptDigest: null,
    params: { op: 'typo', at: [3] },
    seed: 7,
    parents: ['p'],
    depth: 1,
    costUsd: null,
    copyable,
  };
}

export function madeCase(text: string, more: Partial<Case> = {}): Case {
  const lineage = { vendor: null, family: 'own', base: null, teacher: null };
  return realCase(text, {
    origin: 'synthetic',
    expectedFrom: 'inherited',
    provenance: generatedFrom(),
    verdicts: [{ status: 'accepted', code: null, reason: 'fits', by: 'length', version: '1', lineage }],
    ...more,
  });
}

export function rejectOf(text: string, more: Partial<Reject> = {}): Reject {
  const { id, cluster, cell, input, expected, expectedFrom, tags, provenance } = madeCase(text);
  const verdict = { status: 'rejected', code: 'length', reason: 'long', by: 'length', version: '1' } as const;
  const verdicts = [{ ...verdict, lineage: null }];
  const content = { id, cluster, cell, input, expected, expectedFrom, tags, provenance, verdicts };
  return { ...content, status: 'rejected', code: 'length', ...more };
}

export const canaryOf = (version: number): string => `canary ${version}`;
