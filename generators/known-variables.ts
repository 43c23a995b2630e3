import type { z } from 'zod';
import { messageOf } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { parseExpression, parseText, TemplateError } from './liquid.ts';

/** What is known of a variable before a template is rendered. */
export type VariableShape =
  | { readonly kind: 'any' }
  | { readonly kind: 'scalar' }
  /** `isText`: it can be printed whole; else only its fields can. */
  | { readonly kind: 'fields'; readonly fields: readonly string[]; readonly isText: boolean };

export type KnownVariables = ReadonlyMap<string, VariableShape>;

export const scalar: VariableShape = { kind: 'scalar' };

/** The shape of a template value with these fields beside `value` and `text`. */
export function textWith(...fields: readonly string[]): VariableShape {
  return { kind: 'fields', fields: ['value', 'text', ...fields], isText: true };
}

function pathProblem(
  [name = '', field]: readonly string[],
  known: KnownVariables,
  noun: string,
): string | null {
  const shape = known.get(name);
  if (shape === undefined) return `there is no ${noun} \`${name}\`: ${didYouMean(name, [...known.keys()])}`;
  if (shape.kind === 'any') return null;
  if (shape.kind === 'scalar') {
    return field === undefined || field === 'size' ? null : `\`${name}\` has no fields, so no \`${field}\``;
  }
  if (field === undefined) {
    return shape.isText
      ? null
      : `\`${name}\` cannot be printed whole: name a field (${shape.fields.join(', ')})`;
  }
  return shape.fields.includes(field)
    ? null
    : `\`${name}\` has no field \`${field}\`: ${didYouMean(field, shape.fields)}`;
}

/** A Liquid text or expression as it stands in the options, and where. */
export interface WrittenText {
  readonly path: readonly PropertyKey[];
  readonly source: string;
  readonly isExpression?: boolean;
}

/**
 * Adds an issue for each text that does not parse or reads what is not known. `noun` says what variables are here.
 * True where there was none.
 */
export function checkTexts(
  texts: readonly WrittenText[],
  known: KnownVariables,
  noun: string,
  context: z.RefinementCtx,
): boolean {
  const found = texts.flatMap(({ path, source, isExpression }) =>
    textProblems(source, isExpression === true, known, noun).map((message) => ({ path: [...path], message })),
  );
  for (const { path, message } of found) context.addIssue({ code: 'custom', path, message });
  return found.length === 0;
}

function textProblems(
  source: string,
  isExpression: boolean,
  known: KnownVariables,
  noun: string,
): readonly string[] {
  try {
    const { variables } = isExpression ? parseExpression(source) : parseText(source);
    return [...new Set(variables.flatMap((path) => pathProblem(path, known, noun) ?? []))];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [messageOf(error)];
  }
}

/** The variables that texts read, each once. One that does not parse reads none: `checkTexts` says so. */
export function variableNames(texts: readonly WrittenText[]): readonly string[] {
  const names = texts.flatMap(({ source }) => {
    try {
      return parseText(source).variables.flatMap(([name]) => name ?? []);
    } catch (error) {
      if (error instanceof TemplateError) return [];
      throw error;
    }
  });
  return [...new Set(names)];
}

const reservedNames = [
  'true',
  'false',
  'nil',
  'null',
  'empty',
  'blank',
  'and',
  'or',
  'not',
  'contains',
  'forloop',
  '__proto__',
];

/** Null for a name that Liquid can read as a variable, else what is wrong with it. */
export function nameProblem(name: string, alsoReserved: readonly string[] = []): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return `\`${name}\` is no name for a variable: letters, digits and _ only, no digit first`;
  }
  return [...reservedNames, ...alsoReserved].includes(name)
    ? `\`${name}\` has a meaning of its own here`
    : null;
}

/** Adds an issue for each key of a mapping that cannot be the name of a variable. */
export function checkNames(
  names: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: z.RefinementCtx,
  alsoReserved: readonly string[] = [],
): void {
  for (const name of Object.keys(names)) {
    const message = nameProblem(name, alsoReserved);
    if (message !== null) context.addIssue({ code: 'custom', path: [...path, name], message });
  }
}
