import type { CaseInput } from '../../core/case.ts';
import { fault, HeldoutError, type Problem } from '../../core/errors.ts';
import type { RowSource } from '../../core/suite.ts';
import { field, fieldHint, optionalText, sourceName } from './map-row.ts';
import { type OpenOptions, openSource } from './open-source.ts';
import { ProblemList } from './problem-list.ts';
import { problemOfRow, type RawRow } from './raw-row.ts';
import { rowInput } from './row-input.ts';

/** A row of which only the texts matter. */
export interface TextRow {
  /** 1-based line of a file, or 1-based position among rows that have no lines. */
  readonly number: number;
  /** The cluster that it declares; null: none. */
  readonly cluster: string | null;
  /** What its messages and documents say. */
  readonly texts: readonly string[];
  /** Those of the marks asked for that stand anywhere in the row. */
  readonly marks: readonly string[];
}

const shownProblems = 20;

/**
 * Reads the texts of a source in its order, some rows at a time, however large it is; an expected value and a skill need
 * not be there. Throws at its end a HeldoutError with the rows that cannot be read (the first 20, and how many
 * more), DATA_EMPTY where there are none, and at its start what opening throws.
 */
export async function* streamTexts(
  source: RowSource,
  options: OpenOptions,
  marks: readonly string[] = [],
): AsyncGenerator<readonly TextRow[], void> {
  const problems = new ProblemList(shownProblems);
  let count = 0;
  const { raw } = await openSource(source, options);
  for await (const batch of raw) {
    const rows: TextRow[] = [];
    for (const row of batch) {
      const read = 'code' in row ? row : textRow(row, source, marks);
      if ('code' in read) problems.add(read);
      else rows.push(read);
    }
    count += rows.length;
    yield rows;
  }
  const found = problems.list();
  if (found !== null) throw new HeldoutError(found);
  if (count === 0) throw fault('DATA_EMPTY', `${sourceName(source)} has no rows`, { place: options.place });
}

function textRow(row: RawRow, source: RowSource, marks: readonly string[]): TextRow | Problem {
  const input = rowInput(field(row, source, 'input'));
  if ('problem' in input)
    return problemOfRow(row, 'DATA_ROW', input.problem, fieldHint(row, source, 'input'));
  const cluster = optionalText(field(row, source, 'cluster')) ?? source.set.cluster ?? null;
  const said = marks.length === 0 ? '' : JSON.stringify(row.fields);
  const found = marks.filter((mark) => said.includes(mark));
  return { number: row.number, cluster, texts: textsOf(input), marks: found };
}

function textsOf({ messages, documents = [] }: CaseInput): readonly string[] {
  return [...messages.map(({ content }) => content), ...documents.map(({ text }) => text)];
}
