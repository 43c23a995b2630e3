import type { CaseInput, Expected } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';

/** A record of a file, whatever its fields are called. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a record says, in our words. */
export interface Said {
  readonly input: CaseInput;
  /** As a row writes it; left out: the record says nothing of an answer. */
  readonly expected?: Json;
  /** The answer that is worse, of a preference pair. */
  readonly rejected?: string;
  /** The fields that are none of this shape: they are kept beside the case. */
  readonly rest: Fields;
  /** What the record says and a case cannot, in a few words each. */
  readonly notes?: readonly string[];
}

/** Something of a case that the fields of a format cannot say: a reader that knows no more would miss it. */
export interface WrittenRecord {
  readonly fields: Readonly<Record<string, Json>>;
  /** Null where the fields say everything. */
  readonly loses: string | null;
}

/** A call of a tool, as a model makes it. */
export interface Call {
  readonly name: string;
  readonly arguments: Json;
}

/** A case as formats write it: documents stand in the messages already. */
export interface Writable {
  readonly messages: CaseInput['messages'];
  readonly tools: NonNullable<CaseInput['tools']>;
  readonly expected: Expected;
  /** The right answer as a text; null where there is none that a text can hold. */
  readonly answer: string | null;
  /** The right answer as calls; empty where it is none. */
  readonly calls: readonly Call[];
  /** The answer that is worse, of a preference pair; null for everything else. */
  readonly rejected: string | null;
}

/** The fields of a record that have other names than these. */
export function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

export interface ShapeContext {
  /** What the target is told: exports write it as the system message, imports take it away again. */
  readonly instructions: string;
  /** The variable of a promptfoo test that is the input; left out: the only one. */
  readonly inputVar?: string;
}

/** One way of writing inputs and answers down, as data sets and logs do. */
export interface Shape {
  /** As `--format` names it. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** What its records have, for `because every row has …`. */
  readonly has: string;
  /** Shapes whose records this one reads too: of both in one file it is meant. */
  readonly alsoReads?: readonly string[];
  /** True where the record has the fields of this shape; what they hold may still be wrong. */
  fits(fields: Fields): boolean;
  /** Gives words where the record cannot be read. */
  read(fields: Fields, context: ShapeContext): Said | { readonly problem: string };
  /** Left out where nothing is exported in it. */
  write?(item: Writable, context: ShapeContext): WrittenRecord;
}
