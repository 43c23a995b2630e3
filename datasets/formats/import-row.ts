import type { CaseInput, ClusterId, Split } from '../../core/case.ts';
import type { Problem } from '../../core/errors.ts';
import { hasHalfPair, type Json } from '../../core/json.ts';
import { rightAnswer } from '../../core/right-answer.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import { type Carried, carriedBy, metadataOf } from '../rows/carried.ts';
import { mapRow } from '../rows/map-row.ts';
import { mapUnlabelled } from '../rows/map-unlabelled.ts';
import { halfPairProblem, problemOfRow, type RawRow } from '../rows/raw-row.ts';
import { rowInput } from '../rows/row-input.ts';
import { writtenInput } from '../rows/row-of-case.ts';
import { type Fields, type Said, type Shape, without } from './shape.ts';

/** What imported rows are for: the key under `data:` that they go to, `seeds` and `training` for training too. */
export type ImportPurpose = 'heldout' | 'seeds' | 'training' | 'unlabelled' | 'probe';

export interface ImportContext {
  readonly suite: Suite;
  readonly shape: Shape;
  /** Which field of a record holds what; what is not named is read as the shape has it. */
  readonly map: RowSource['map'];
  readonly set: RowSource['set'];
  readonly purpose: ImportPurpose;
}

/** A row of a suite, as it is written. */
export interface ImportedRow {
  readonly fields: Readonly<Record<string, Json>>;
  /** Line or position of the record that it is made of, 1-based. */
  readonly number: number;
  /** The id of its case where no cluster is declared. */
  readonly cluster: ClusterId;
  /** Label, or skill where there are none: what a split keeps in balance. */
  readonly stratum: string;
  readonly input: CaseInput;
  /** Null where it has none that a text can hold. */
  readonly answer: string | null;
  /** The split that it was exported from; null: from none. */
  readonly split: Split | null;
  readonly notes: readonly string[];
}

const ownFields = ['id', 'skill', 'edgeCase', 'cluster', 'tags'] as const;

/** A record with its fields under the names that `map` gives them. */
export function renamed(fields: Fields, map: RowSource['map']): Fields {
  if (Object.keys(map).length === 0) return fields;
  const named = Object.entries(map).filter(([name, field]) => name !== field && field in fields);
  const taken = without(fields, ...named.map(([, field]) => field));
  return { ...taken, ...Object.fromEntries(named.map(([name, field]) => [name, fields[field]])) };
}

/** Makes a row of a suite out of a record, or says what is wrong with it. */
export function importRow(row: RawRow, context: ImportContext): ImportedRow | Problem {
  const wrong = (message: string) => problemOfRow(row, 'DATA_ROW', message);
  const fields = renamed(row.fields, context.map);
  const carried = carriedBy(fields);
  if ('problem' in carried) return wrong(carried.problem);
  const read = readBy(context, fields);
  const said = 'problem' in read ? (saidBeside(carried) ?? read) : read;
  if ('problem' in said) return wrong(said.problem);
  const leak = leaked(carried.split, context.purpose);
  if (leak !== null) return { ...wrong(leak), code: 'DATA_SPLIT' };
  const made = rowFields(said, carried, fields, context);
  if (hasHalfPair(made)) return halfPairProblem(row);
  return checked(row, made, said, carried, context);
}

function readBy({ suite, shape, map }: ImportContext, fields: Fields): Said | { readonly problem: string } {
  const inputVar = map.input === undefined ? {} : { inputVar: map.input };
  return shape.read(fields, { instructions: suite.task.instructions, ...inputVar });
}

/** A case that its export carries whole, because the fields of the format cannot say it; null for any other. */
function saidBeside({ input, expected }: Carried): Said | null {
  const whole = input === undefined || expected === undefined ? null : rowInput(input);
  return whole === null || 'problem' in whole ? null : { input: whole, rest: {} };
}

/** What was exported as held out must not come back as something to train on. */
function leaked(split: Split | undefined, purpose: ImportPurpose): string | null {
  if (split === undefined || split === 'train' || purpose !== 'training') return null;
  return `the row was exported from the split ${split}: what is tested must not be trained on`;
}

function rowFields(
  said: Said,
  carried: Carried,
  fields: Fields,
  context: ImportContext,
): ImportedRow['fields'] {
  const { shape, map, purpose } = context;
  const isRows = shape.name === 'rows';
  const own = ownFields.filter((name) => name === 'id' || isRows || name in map);
  const named: Record<string, unknown> = {};
  for (const name of ownFields)
    named[name] = carried[name] ?? (own.includes(name) ? said.rest[name] : undefined);
  const expected = carried.expected ?? said.expected;
  const isAsked = purpose === 'unlabelled';
  return asJson({
    ...named,
    input: carried.input ?? writtenInput(said.input),
    expected: isAsked ? undefined : expected,
    metadata: metadataFor(without(said.rest, ...own), fields, carried, {
      rejected: said.rejected,
      answer: isAsked ? expected : undefined,
    }),
  });
}

/** What of a record is no field of a row; undefined where there is nothing. */
function metadataFor(
  rest: Fields,
  fields: Fields,
  { attributes, origin }: Carried,
  more: Readonly<Record<string, unknown>>,
): unknown {
  const own = metadataOf(fields);
  // `origin` real is what any row is.
  const held = { ...(attributes && { attributes }), ...(origin === 'synthetic' && { origin }) };
  const metadata = asJson({
    ...(own === null ? {} : without(own, 'heldout')),
    ...(own === null ? rest : without(rest, 'metadata')),
    ...more,
    ...(Object.keys(held).length > 0 && { heldout: held }),
  });
  return Object.keys(metadata).length === 0 ? undefined : metadata;
}

function checked(
  row: RawRow,
  fields: ImportedRow['fields'],
  { notes = [] }: Said,
  { split: exported }: Carried,
  { suite, set, purpose }: ImportContext,
): ImportedRow | Problem {
  const to = purpose === 'training' ? 'train' : purpose === 'probe' ? 'probe' : 'heldout';
  const source: RowSource = { from: { path: row.place.file }, map: {}, set, licence: null, split: to };
  const split = exported ?? null;
  const { number } = row;
  const written = { ...row, fields };
  if (purpose === 'unlabelled') {
    const mapped = mapUnlabelled(written, source, suite);
    if ('code' in mapped) return mapped;
    const { cluster, skill, input } = mapped;
    return { fields, number, cluster, stratum: skill, input, answer: null, split, notes };
  }
  const mapped = mapRow(written, source, suite);
  if ('code' in mapped) return mapped;
  const { cell, expected, cluster, input } = mapped;
  const stratum = expected.kind === 'label' ? `${cell.skill}/${expected.label}` : cell.skill;
  return { fields, number, cluster, stratum, input, answer: rightAnswer(expected), split, notes };
}

/** Without what is undefined, null or, beside the input, an empty text: rows leave out what they do not say. */
function asJson(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  const said: [string, Json][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || (value === '' && name !== 'input')) continue;
    // Records come from JSON, CSV or Parquet readers, which give plain values; JSON has no narrower name for that.
    said.push([name, value as Json]);
  }
  return Object.fromEntries(said);
}
