import {
  AssertionError,
  type FilterImplOptions,
  Liquid,
  LiquidError,
  Output,
  type Template,
  toValueSync,
  Value,
} from 'liquidjs';
import { messageOf } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { didYouMean } from '../core/nearest.ts';
import { liquidFilters } from './liquid-filters.ts';
import { plainData } from './template-value.ts';

/** What a template may see: names → values, template values or lists and mappings of them. */
export type Scope = Readonly<Record<string, unknown>>;

/** What is wrong with a template, or with what it made; the caller adds which template it is. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A parsed Liquid text. Rendering throws a {@link TemplateError}. */
export interface TextTemplate {
  readonly source: string;
  /** What it reads from its scope, as paths: `{{ city.country }}` gives `['city', 'country']`. */
  readonly variables: readonly (readonly string[])[];
  /** The rendered text. */
  text(scope: Scope): string;
  /** The value of a text that is exactly one `{{ … }}`, with its type; else the rendered text. */
  value(scope: Scope): Json;
}

/** Tags that read no file and change nothing outside the template. */
const keptTags = 'assign break capture case comment continue cycle echo for if raw unless # liquid'.split(
  ' ',
);

function makeEngine(keepOutputType: boolean): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    templates: {}, // partials are looked up here, never on disk
    parseLimit: 100_000,
    memoryLimit: 10_000_000,
    renderLimit: 5_000,
    keepOutputType,
  });
  for (const name of Object.keys(engine.filters)) engine.unregisterFilter(name);
  // A map of filters that are typed one by one where they are written.
  for (const [name, filter] of liquidFilters) engine.registerFilter(name, filter as FilterImplOptions);
  for (const name of Object.keys(engine.tags)) {
    if (!keptTags.includes(name)) Reflect.deleteProperty(engine.tags, name);
  }
  return engine;
}

const textEngine = makeEngine(false);
const valueEngine = makeEngine(true);

/**
 * Parses a Liquid text: strict about variables and filters, without access to files, and with exact arithmetic.
 * Throws a {@link TemplateError} for a syntax error, an unknown filter and an unknown tag.
 */
export function parseText(source: string): TextTemplate {
  return translated(() => {
    const parsed = textEngine.parse(source);
    checkExpressions(parsed);
    const [only] = parsed;
    const isOneValue = parsed.length === 1 && only instanceof Output;
    const text = (scope: Scope) => translated(() => String(textEngine.renderSync(parsed, scope)));
    return {
      source,
      variables: globalPaths(parsed),
      text,
      value: (scope) =>
        isOneValue ? translated(() => plainData(valueEngine.renderSync(parsed, scope))) : text(scope),
    };
  });
}

/** Parses a Liquid expression, such as `balance | minus: amount`, written without braces; read it by `value`. */
export function parseExpression(source: string): TextTemplate {
  if (/[{}]/.test(source)) throw new TemplateError('an expression is written without braces');
  const parsed = withoutPlace(() => parseText(`{{ ${source} }}`));
  return {
    ...parsed,
    source,
    text: (scope) => withoutPlace(() => parsed.text(scope)),
    value: (scope) => withoutPlace(() => parsed.value(scope)),
  };
}

/** The place that Liquid names counts the braces, which are not there for who wrote the expression. */
function withoutPlace<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(error.message.replace(/, line:\d+, col:\d+/, ''), { cause: error });
  }
}

/** Liquid reads `a b` as `a`; whoever wrote it meant something else. */
function checkExpressions(templates: readonly Template[]): void {
  for (const template of templates) {
    for (const value of template.arguments?.() ?? []) if (value instanceof Value) checkExpression(value);
    if (template.children !== undefined) {
      const children: readonly Template[] = toValueSync(template.children(false, true));
      checkExpressions(children);
    }
  }
}

function checkExpression({ initial }: Value): void {
  let depth = 0;
  for (const token of initial.postfix) {
    if (!('operator' in token)) depth += 1;
    else if (token.operator !== 'not') depth -= 1;
  }
  if (depth !== 1) throw new TemplateError('two values stand side by side without an operator or filter');
}

function globalPaths(parsed: ReturnType<Liquid['parse']>): readonly (readonly string[])[] {
  const { globals } = textEngine.analyzeSync(parsed, { partials: false });
  return Object.values(globals).flatMap((uses) =>
    uses.map(({ segments }) => {
      const end = segments.findIndex((segment) => typeof segment !== 'string');
      return (end < 0 ? segments : segments.slice(0, end)).map(String);
    }),
  );
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    // Its limits fail by an assertion, which is no LiquidError.
    if (!LiquidError.is(error) && !(error instanceof AssertionError)) throw error;
    throw new TemplateError(withKnownNames(messageOf(error)), { cause: error });
  }
}

function withKnownNames(message: string): string {
  const filter = /undefined filter: ([\w-]+)/.exec(message)?.[1];
  if (filter !== undefined) return `${message}: ${didYouMean(filter, [...liquidFilters.keys()].sort())}`;
  const tag = /tag "([\w-]+)" not found/.exec(message)?.[1];
  return tag === undefined ? message : `${message}: ${didYouMean(tag, keptTags)}`;
}
