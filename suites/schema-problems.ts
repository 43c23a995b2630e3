import type { z } from 'zod';
import { type ErrorCode, errorCodes } from '../core/error-codes.ts';
import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { knownKeys } from './known-keys.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The codes that problems of one schema carry. */
interface ProblemCodes {
  readonly unknownKey: ErrorCode;
  readonly missingKey: ErrorCode;
  readonly value: ErrorCode;
}

/**
 * Turns the issues of a schema into problems with places in the YAML file.
 * `at` is where the checked value stands in the file; issue paths continue from there.
 */
export function schemaProblems(
  source: YamlSource,
  schema: z.ZodType,
  issues: readonly Issue[],
  codes: ProblemCodes,
  at: Path = [],
): readonly Problem[] {
  return issues
    .flatMap((issue) => flatten(issue, []))
    .flatMap((issue) => problems(source, schema, issue, codes, at));
}

/**
 * Of a union's branches the one that fits best speaks: one that accepts the type at all, then the one with the
 * fewest unknown keys, then the one that fails deepest.
 */
function flatten(issue: Issue, prefix: Path): readonly Issue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const rank = (branch: readonly Issue[]): readonly number[] => [
    branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === path.length) ? 1 : 0,
    wrongKeys(branch),
    -Math.max(...branch.map((inner) => inner.path.length)),
    branch.length,
  ];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => flatten(inner, path)));
  const ranked = branches.map((branch) => ({ branch, rank: rank(branch) }));
  ranked.sort((a, b) => a.rank.map((value, i) => value - (b.rank[i] ?? 0)).find((apart) => apart !== 0) ?? 0);
  return ranked[0]?.branch ?? [];
}

function wrongKeys(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
}

/** What a schema says of a value that is not there. */
const absent: ReadonlySet<Issue['code']> = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

function problems(
  source: YamlSource,
  schema: z.ZodType,
  issue: Issue,
  codes: ProblemCodes,
  at: Path,
): readonly Problem[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path, valueAt(source.value, at));
    return issue.keys.map((key) => unknownKey(source, [...path, key], known, codes));
  }
  if (absent.has(issue.code) && valueAt(source.value, path) === undefined) {
    const message = `\`${dotted(path)}\` is missing`;
    return [{ code: codes.missingKey, message, place: source.locate(path), hint: sentence(issue) }];
  }
  const params = issue.code === 'custom' ? issue.params : undefined;
  const code = errorCodes.find((known) => known === params?.['code']) ?? codes.value;
  const hint =
    typeof params?.['hint'] === 'string'
      ? params['hint']
      : hintFor(issue, valueAt(source.value, path), knownKeys(schema, issue.path, valueAt(source.value, at)));
  return [{ code, message: `\`${dotted(path)}\`: ${sentence(issue)}`, place: source.locate(path), hint }];
}

// `maxTokens` is a count: a token is a secret only by itself or with a word that says so.
const secretKey =
  /api[-_]?key|secret|passw|credential|authorization|^token$|(?:access|api|auth|bearer|hub)[-_]?token$/i;

function unknownKey(source: YamlSource, path: Path, known: readonly string[], codes: ProblemCodes): Problem {
  const key = String(path.at(-1));
  const place = source.locate(path, 'key');
  if (secretKey.test(key)) {
    const hint = 'take the key out of the file; keys are read from the provider’s environment variable only';
    return { code: 'SUITE_SECRET', message: `\`${dotted(path)}\`: a suite file holds no keys`, place, hint };
  }
  return {
    code: codes.unknownKey,
    message: `unknown key \`${dotted(path)}\``,
    place,
    hint: didYouMean(key, known),
  };
}

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_type') return `expected ${article(issue.expected)}`;
  const values = allowedValues(issue);
  if (values.length > 0) return `expected ${values.map((value) => JSON.stringify(value)).join(' or ')}`;
  return issue.message;
}

/** The values of an enum, a constant or the tag of a union. */
function allowedValues(issue: Issue): readonly unknown[] {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []) : [];
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list with at least one item',
    object: 'a mapping',
    record: 'a mapping',
  };
  return words[expected] ?? expected;
}

function hintFor(issue: Issue, value: unknown, known: readonly string[]): string | null {
  const values = allowedValues(issue);
  if (values.length > 0 && typeof value === 'string') return didYouMean(value, values.map(String));
  if (issue.code !== 'invalid_type' || value === undefined) return null;
  if (issue.expected === 'object' && value === null)
    return known.length === 0
      ? 'nothing is written under it'
      : `nothing is written under it; its keys: ${known.join(', ')}`;
  if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `put it in quotes: "${String(value)}"`;
  }
  return `got ${JSON.stringify(value)?.slice(0, 60) ?? typeof value}`;
}

function dotted(path: Path): string {
  const text = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return text === '' ? 'the file' : text;
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}
