import { type Case, type Cell, caseId, type Provenance } from '../../core/case.ts';
import type { Problem } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { RowField, RowSource, Suite } from '../../core/suite.ts';
import { type Carried, carriedBy } from './carried.ts';
import { expectedValue } from './expected-value.ts';
import { problemOfRow, type RawRow } from './raw-row.ts';
import { rowInput } from './row-input.ts';

/** A row, and what it carries beside its fields. */
interface MappedRow extends RawRow {
  readonly carried?: Carried;
}

/** Makes a case of a row, or says what is wrong with it. What an export carries beside the fields goes before them. */
export function mapRow(raw: RawRow, source: RowSource, suite: Suite): Case | Problem {
  const wrong = (message: string, hint: string | null = null) => problemOfRow(raw, 'DATA_ROW', message, hint);
  const carried = carriedBy(raw.fields);
  if ('problem' in carried) return wrong(carried.problem);
  const row = { ...raw, carried };
  const unreadable = unreadableField(row, source);
  if (unreadable !== null) return wrong(unreadable);
  const input = rowInput(field(row, source, 'input'));
  if ('problem' in input) return wrong(input.problem, fieldHint(row, source, 'input'));
  const expected = expectedValue(field(row, source, 'expected'), suite.task);
  if ('problem' in expected) return wrong(expected.problem);
  const named = rowCell(row, source, suite);
  if ('problem' in named) return wrong(named.problem);
  const { attributes, origin = 'real' } = carried;
  const cell = attributes === undefined ? named : { ...named, attributes };
  const content = { cell, input, expected };
  const id = caseId(content);
  return {
    ...content,
    id,
    origin,
    cluster: optionalText(field(row, source, 'cluster')) ?? source.set.cluster ?? id,
    split: source.split,
    expectedFrom: 'declared',
    tags: rowTags(row, source),
    provenance: rowProvenance(row, source),
    verdicts: [],
  };
}

/** The source as the suite names it. */
export function sourceName(source: RowSource): string {
  return 'path' in source.from ? source.from.path : source.from.use;
}

/** False for `licence: internal` and for rows from code: they stay where they are. */
export function isCopyable(source: RowSource): boolean {
  return source.licence !== 'internal' && 'path' in source.from;
}

/**
 * The value of a field: under the name that `map` gives it, else under its own. Once a map is written, only `input`
 * and `expected` are still read under their own names, so that an unrelated column is not taken for an id or a skill.
 */
export function field(row: MappedRow, source: RowSource, name: RowField): unknown {
  const carried = row.carried?.[name];
  if (carried !== undefined) return carried;
  const named = source.map[name];
  if (named !== undefined) return row.fields[named];
  const mapIsWritten = Object.keys(source.map).length > 0;
  return mapIsWritten && name !== 'input' && name !== 'expected' ? undefined : row.fields[name];
}

/** Which fields there are, where the one that is wanted is not; null where it is. */
export function fieldHint(row: MappedRow, source: RowSource, name: RowField): string | null {
  const wanted = source.map[name] ?? name;
  if (wanted in row.fields) return null;
  return `the row has no field \`${wanted}\`; its fields are ${Object.keys(row.fields).join(', ')}`;
}

/** Says which of the fields that may be left out is there and holds something that it cannot. */
export function unreadableField(row: MappedRow, source: RowSource): string | null {
  const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  for (const name of ['id', 'skill', 'edgeCase', 'cluster', 'tags'] as const) {
    const value = field(row, source, name) ?? '';
    const fits = name === 'tags' && Array.isArray(value) ? value.every(isText) : isText(value);
    if (!fits)
      return `\`${source.map[name] ?? name}\` is not ${name === 'tags' ? 'a list of texts' : 'a text'}`;
  }
  return null;
}

/** A text or a number as text; null for anything else and for an empty text. */
export function optionalText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The declared skill and edge case that a row names; without a name, the only skill. */
export function rowCell(
  row: MappedRow,
  source: RowSource,
  suite: Suite,
): Cell | { readonly problem: string } {
  const [only, ...others] = suite.skills;
  const named = optionalText(field(row, source, 'skill')) ?? source.set.skill ?? null;
  if (named === null && others.length > 0)
    return { problem: 'the row names no skill; map the field or use `set: { skill: … }`' };
  const skill = named === null ? only : suite.skills.find((known) => known.id === named);
  if (skill === undefined) {
    const known = suite.skills.map((other) => other.id);
    return { problem: `skill \`${named}\` is not declared in the suite; ${didYouMean(named ?? '', known)}` };
  }
  const edgeCase = optionalText(field(row, source, 'edgeCase')) ?? source.set.edgeCase ?? null;
  const known = skill.edgeCases.map((edge) => edge.id);
  if (edgeCase === null || known.includes(edgeCase)) return { skill: skill.id, edgeCase };
  return {
    problem: `edge case \`${edgeCase}\` is not declared under skill \`${skill.id}\`; ${didYouMean(edgeCase, known)}`,
  };
}

/** Tags are a list, or one text with tags between commas (CSV cells are texts). */
export function rowTags(row: MappedRow, source: RowSource): readonly string[] {
  const value = field(row, source, 'tags');
  const written = Array.isArray(value) ? value.map(String) : (optionalText(value)?.split(',') ?? []);
  const tags = [...written, ...(source.set.tags ?? [])].map((tag) => tag.trim()).filter((tag) => tag !== '');
  return [...new Set(tags)].sort();
}

function rowProvenance(row: MappedRow, source: RowSource): Provenance {
  return {
    kind: 'authored',
    source: sourceName(source),
    row: row.number,
    declaredId: optionalText(field(row, source, 'id')),
    licence: source.licence,
    copyable: isCopyable(source),
  };
}
