import { HeldoutError, type Place, type Problem } from '../core/errors.ts';
import type { Suite } from '../core/suite.ts';
import { schemaProblems } from './schema-problems.ts';
import { suiteSchema } from './suite-schema.ts';
import { parseYaml, type YamlPath, type YamlSource } from './yaml-source.ts';

export interface ParsedSuite {
  readonly suite: Suite;
  readonly source: YamlSource;
  /** Where a value stands, by the keys of the file: `['gate', 'margin', 'real']`. */
  locate(path: YamlPath, part?: 'key' | 'value'): Place;
}

const codes = {
  unknownKey: 'SUITE_UNKNOWN_KEY',
  missingKey: 'SUITE_MISSING_KEY',
  value: 'SUITE_VALUE',
} as const;

/**
 * Parses the text of a suite file; `file` is for messages.
 * Throws a HeldoutError with every problem of the file: what, at which line and column, and what was probably meant.
 */
export function parseSuite(text: string, file: string): ParsedSuite {
  const source = parseYaml(text, file);
  const result = suiteSchema.safeParse(source.value);
  if (result.success) return { suite: result.data, source, locate: source.locate };
  const problems = [...schemaProblems(source, suiteSchema, result.error.issues, codes)];
  // What is missing comes last: a key that is spelt wrong explains it.
  const order = (problem: Problem) =>
    problem.code === codes.missingKey ? Infinity : (problem.place?.line ?? 0);
  problems.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
  const [first, ...rest] = problems;
  if (first === undefined) throw result.error;
  throw new HeldoutError([first, ...rest], { cause: result.error });
}
