import type { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { ProtectedKind, ProtectedSpan } from '../../core/protected-spans.ts';
import type { Random } from '../../core/random.ts';
import type { Claims } from '../../core/seams.ts';

export type OperatorGroup =
  | 'character-noise'
  | 'unicode'
  | 'case'
  | 'punctuation'
  | 'whitespace'
  | 'numerals'
  | 'dates'
  | 'units-and-money'
  | 'negation'
  | 'fillers'
  | 'length'
  | 'quoting'
  | 'markup';

/** What an operator is given beside the text. */
export interface Edit {
  readonly random: Random;
  /** Stretches that must come out as they are, in order: every protected span but those of the kinds it declares. */
  readonly spans: readonly ProtectedSpan[];
  /** Share of the eligible places to edit; null: the default budget. */
  readonly share: number | null;
}

/** What an operator says of its own result. Counts of words are as white space separates them. */
export interface OperatorClaims {
  /** Kinds of protected spans that it may rewrite or drop. Never `expected`. */
  readonly edits: readonly Exclude<ProtectedKind, 'expected'>[];
  /** Most words of the parent that are gone after so many edits; null: no bound. */
  readonly changed: ((edits: number) => number) | null;
  /** Words of the result, by the words of the parent and the number of edits allowed. */
  readonly words: (words: number, edits: number) => { readonly min: number; readonly max: number };
  readonly language: Claims['language'];
}

export type OperatorOptions = { readonly [key: string]: Json };

/** One way of changing a text without a model. */
export interface Operator {
  /** As YAML names it under `ops:`. */
  readonly name: string;
  readonly group: OperatorGroup;
  readonly description: string;
  /** What it does to the right answer; `label-map`: it turns a label into another, which people must name. */
  readonly effect: 'invariant' | 'label-map' | 'unknown';
  readonly options: z.ZodType<OperatorOptions>;
  /** Throws a ZodError when the options do not fit the schema. */
  claims(options: OperatorOptions): OperatorClaims;
  /**
   * The changed text, or null where there is nothing to change (no number, no room for the quota of words, a slot of
   * the expected value would be lost, a blank text). Never gives back the text as it was.
   */
  apply(text: string, edit: Edit, options: OperatorOptions): string | null;
}

const usualClaims: OperatorClaims = {
  edits: [],
  changed: (edits) => edits,
  words: (words) => ({ min: words, max: words }),
  language: 'cell',
};

/**
 * Ties an operator's options schema to the functions that read the options. Claims that are left out: no protected
 * span is touched, an edit changes one word, the number of words stays, the language is that of the cell.
 */
export function defineOperator<Options extends OperatorOptions>(operator: {
  readonly name: string;
  readonly group: OperatorGroup;
  readonly description: string;
  readonly effect: Operator['effect'];
  readonly options: z.ZodType<Options>;
  claims(options: Options): Partial<OperatorClaims>;
  apply(text: string, edit: Edit, options: Options): string | null;
}): Operator {
  const { options: schema } = operator;
  return {
    ...operator,
    claims: (options) => ({ ...usualClaims, ...operator.claims(schema.parse(options)) }),
    apply(text, edit, options) {
      if (!/\S/.test(text)) return null;
      const changed = operator.apply(text, edit, schema.parse(options));
      return changed === text ? null : changed;
    },
  };
}
