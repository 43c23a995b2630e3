import { type Case, type CaseInput, caseId, type Expected } from '../../../core/case.ts';
import type { ScorerPart } from '../../../core/parts.ts';
import type { Reading } from '../../../core/run.ts';
import type { AdmissionContext, Claims } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';

export const signal = () => new AbortController().signal;

export const qa: Task = { kind: 'qa', instructions: 'Answer.' };

export function classification(...labels: [string, ...string[]]): Task {
  return { kind: 'classification', instructions: 'Which queue?', labels };
}

export function said(text: string): CaseInput {
  return { messages: [{ role: 'user', content: text }] };
}

export const text = (...accept: [string, ...string[]]): Expected => ({ kind: 'text', accept });
export const labelled = (label: string): Expected => ({ kind: 'label', label });
export const number = (value: number, tolerance = 0, unit: string | null = null): Expected => ({
  kind: 'number',
  value,
  tolerance,
  unit,
});

interface Asked {
  readonly with?: unknown;
  readonly task?: Task;
}

/** What a scorer reads in an output. */
export function readingOf(
  part: ScorerPart,
  expected: Expected,
  output: string,
  asked: Asked = {},
): Promise<Reading> {
  const scorer = part.create(asked.with ?? {}, { task: asked.task ?? qa });
  return scorer.score({ input: said('?'), expected }, { text: output }, signal());
}

/** The score of an output; `unscored` where there is none. */
export async function scoreOf(
  part: ScorerPart,
  expected: Expected,
  output: string,
  asked: Asked = {},
): Promise<number | 'unscored'> {
  const reading = await readingOf(part, expected, output, asked);
  return reading.status === 'scored' ? reading.value : 'unscored';
}

/** One expected value of each kind there is. */
export const everyKind: { readonly [Kind in Expected['kind']]: Expected } = {
  label: { kind: 'label', label: 'billing' },
  text: { kind: 'text', accept: ['Oslo'] },
  number: { kind: 'number', value: 5, tolerance: 0, unit: null },
  json: { kind: 'json', value: { a: 1 } },
  facts: { kind: 'facts', must: ['a'], mustNot: [] },
  'tool-calls': { kind: 'tool-calls', calls: [], ordered: false },
  tests: { kind: 'tests', language: 'python', source: 'assert True' },
  outcome: { kind: 'outcome', state: {}, tell: [] },
  behaviour: { kind: 'behaviour', behaviour: 'abstain' },
  changed: { kind: 'changed', from: 'c' },
};

export function caseOf(content: string, more: Partial<Case> = {}): Case {
  const cell = { skill: 'mail', edgeCase: null };
  const input = more.input ?? said(content);
  const expected = more.expected ?? labelled('ham');
  return {
    id: caseId({ cell, input, expected }),
    cell,
    input,
    expected,
    expectedFrom: 'inherited',
    tags: [],
    provenance: {
      kind: 'authored',
      source: 'rows.jsonl',
      row: 1,
      declaredId: null,
      licence: null,
      copyable: true,
    },
    origin: 'real',
    cluster: 'c',
    split: 'heldout',
    verdicts: [],
    ...more,
  };
}

/** A case that a model wrote. */
export function writtenBy(model: string, content: string): Case {
  return caseOf(content, {
    provenance: {
      kind: 'generated',
      by: 'direct',
      version: '1',
      model,
      lineage: null,
      promptDigest: null,
      params: {},
      seed: 0,
      parents: [],
      depth: 0,
      costUsd: 0,
      copyable: true,
    },
  });
}

export const noClaims: Claims = {
  effect: null,
  edits: [],
  maxChangedWords: null,
  words: null,
  language: 'cell',
};

/** A context in which nothing is known, every expected value can be read and every answer is right. */
export function contextOf(more: Partial<AdmissionContext> = {}): AdmissionContext {
  const edgeCase = {
    id: 'noise',
    description: '',
    expect: 'invariant',
    quota: 1,
    generators: [],
    judges: [],
    optional: false,
  } as const;
  return {
    task: classification('ham', 'spam'),
    skill: { id: 'mail', description: '', weight: 1, edgeCases: [edgeCase], score: null },
    edgeCase,
    claims: noClaims,
    cluster: 'c',
    parents: [],
    split: 'heldout',
    wordBand: null,
    fewestLetters: null,
    language: null,
    told: [],
    duplicateOf: () => null,
    nearDuplicateOf: async () => null,
    foreignIdentifiers: async () => [],
    unreadable: () => null,
    score: async () => ({ status: 'scored', value: 1, reason: 'right', answer: null }),
    ...more,
  };
}
