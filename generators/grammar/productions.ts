import type { Scalar } from '../template-value.ts';

/** A piece of a production: text as it stands, or a rule to expand. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string };

/** One alternative of a rule. */
export interface Production {
  readonly id: string;
  readonly isNamed: boolean;
  readonly rule: string;
  /** The rules among the parts, in order. */
  readonly children: readonly string[];
  readonly parts: readonly Part[];
  readonly weight: number;
  readonly set: Readonly<Record<string, Scalar>>;
}

/** Rules by name, each with its productions in their order. */
export type Grammar = ReadonlyMap<string, readonly Production[]>;

export const ruleName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * Reads the text of a production: `{NAME}` is a rule, `{{` and `}}` are braces.
 * A single brace that belongs to no rule is a problem, told in words.
 */
export function parseParts(text: string): {
  readonly parts: readonly Part[];
  readonly problem: string | null;
} {
  const parts: Part[] = [];
  let problem: string | null = null;
  let from = 0;
  for (const found of text.matchAll(/\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_-]*)\}|[{}]/g)) {
    const [whole, name] = found;
    if (found.index > from) parts.push({ kind: 'text', text: text.slice(from, found.index) });
    from = found.index + whole.length;
    if (name !== undefined) parts.push({ kind: 'rule', name });
    else if (whole.length === 2) parts.push({ kind: 'text', text: whole.slice(1) });
    else
      problem ??= `the \`${whole}\` at character ${found.index + 1} belongs to no {RULE}: write \`${whole}${whole}\` for a brace`;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return { parts, problem };
}

/** A production as options write it, short or long. */
export type WrittenProduction =
  | string
  | {
      readonly text: string;
      readonly weight: number;
      readonly set: Readonly<Record<string, Scalar>>;
      readonly id?: string | undefined;
    };

/** The grammar of written rules. A production without an id is called `RULE#n`. */
export function readGrammar(rules: Readonly<Record<string, readonly WrittenProduction[]>>): Grammar {
  return new Map(
    Object.entries(rules).map(([rule, alternatives]) => [
      rule,
      alternatives.map((written, index): Production => {
        const { text, weight, set, id } =
          typeof written === 'string' ? { text: written, weight: 1, set: {}, id: undefined } : written;
        const { parts } = parseParts(text);
        const children = parts.flatMap((part) => (part.kind === 'rule' ? [part.name] : []));
        return {
          id: id ?? `${rule}#${index + 1}`,
          isNamed: id !== undefined,
          rule,
          children,
          parts,
          weight,
          set,
        };
      }),
    ]),
  );
}
