import { HeldoutError, type Problem } from '../../../core/errors.ts';
import { parseSuite } from '../../../suites/parse-suite.ts';

/** The least that a suite must say. Lines are numbered in the tests: keep their order. */
export const least = `schemaVersion: 1
id: triage
title: Which queue?
task:
  kind: classification
  instructions: Answer with one queue.
  labels: [billing, access]
data:
  heldout: [{ path: rows.jsonl }]
skills:
  - id: main
    description: Finds the queue.
score: [{ use: label }]
gate:
  margin: { real: 0.03, synthetic: 0.05 }
`;

/** Every problem of the text; throws where there is none. */
export function problemsOf(text: string): readonly [Problem, ...Problem[]] {
  try {
    parseSuite(text, 'a/suite.yaml');
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems;
    throw error;
  }
  throw new Error('the text parses');
}

/** `CODE line:column`, where every problem lies in the file. */
export function where(problem: Problem): string {
  if (problem.place?.file !== 'a/suite.yaml') throw new Error(`no place: ${problem.message}`);
  return `${problem.code} ${problem.place.line}:${problem.place.column}`;
}

/** The least suite with lines put in place of one that is there. */
export function swapped(line: string, by: string): string {
  if (!least.includes(`${line}\n`)) throw new Error(`no line ${line}`);
  return least.replace(`${line}\n`, by === '' ? '' : `${by}\n`);
}
