import { fault, type Place } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { RawRow } from '../rows/raw-row.ts';
import type { Shape } from './shape.ts';
import { shapes } from './shapes/index.ts';

/** How a file is read, and why. */
export interface DetectedShape {
  readonly shape: Shape;
  /** `every one of the first 100 rows has …` */
  readonly because: string;
}

/** The shape of a name. Throws USAGE with the known ones. */
export function shapeNamed(name: string): Shape {
  const found = shapes.find((shape) => shape.name === name);
  if (found !== undefined) return found;
  const known = shapes.map((shape) => shape.name);
  throw fault('USAGE', `there is no format \`${name}\` to read`, { hint: didYouMean(name, known) });
}

/**
 * Finds the one shape that the first rows of a file have. Rows that have none are passed over: they are told one by one
 * when they are read. Throws DATA_SHAPE where no row has a known shape, where rows have several, and where rows differ.
 */
export function detectShape(rows: readonly RawRow[], place: Place): DetectedShape {
  const votes = new Map<Shape, RawRow>();
  let fitting = 0;
  for (const row of rows) {
    const found = mostGeneral(shapes.filter((shape) => shape.fits(row.fields)));
    if (found.length > 1) throw ambiguous(found, row, place);
    const [shape] = found;
    if (shape === undefined) continue;
    fitting++;
    if (!votes.has(shape)) votes.set(shape, row);
  }
  const [only, ...others] = mostGeneral([...votes.keys()]);
  if (only === undefined) throw unknown(rows, place);
  const [other] = others;
  if (other !== undefined) throw mixed([only, other], votes, place);
  const who = fitting === rows.length ? 'every one' : `${fitting}`;
  const because = rows.length === 1 ? 'the first row' : `${who} of the first ${rows.length} rows`;
  return { shape: only, because: `${because} has ${only.has}` };
}

/** Without the shapes whose records another of them reads too. */
function mostGeneral(found: readonly Shape[]): readonly Shape[] {
  return found.filter((shape) => !found.some(({ alsoReads = [] }) => alsoReads.includes(shape.name)));
}

function ambiguous(found: readonly Shape[], row: RawRow, place: Place) {
  const names = found.map(({ title, name }) => `${title} (\`--format ${name}\`)`).join(' or ');
  return fault('DATA_SHAPE', `the rows can be read in several ways: ${names}`, {
    place: { ...place, line: row.place.line },
    hint: `their fields are ${fieldsOf(row)}; say which way is meant`,
  });
}

function mixed([one, other]: readonly [Shape, Shape], votes: ReadonlyMap<Shape, RawRow>, place: Place) {
  const where = (shape: Shape) => {
    const row = votes.get(shape);
    return `${shape.title} (\`--format ${shape.name}\`) as ${row?.place.line === null ? 'row' : 'line'} ${row?.number}`;
  };
  return fault('DATA_SHAPE', `the rows are of several shapes: ${where(one)}, ${where(other)}`, {
    place,
    hint: 'say which is meant: rows of the other one are then told; or import them as files of their own',
  });
}

function unknown(rows: readonly RawRow[], place: Place) {
  const [first] = rows;
  const fields = first === undefined ? 'none' : fieldsOf(first);
  const known = shapes.map(({ name }) => name).join(', ');
  return fault(
    'DATA_SHAPE',
    `the rows have none of the known shapes; the fields of the first one are ${fields}`,
    {
      place: { ...place, line: first?.place.line ?? null },
      hint: `say which fields are input and answer: ${guess(first)}; known shapes: ${known}`,
    },
  );
}

/** Names that data sets give to inputs and to answers, the usual ones first. */
const usual = {
  input: ['text', 'question', 'query', 'prompt', 'sentence', 'utterance', 'message', 'content'],
  expected: [
    'label',
    'answer',
    'output',
    'response',
    'category',
    'intent',
    'target',
    'completion',
    'class',
    'ideal',
  ],
};

function guess(row: RawRow | undefined): string {
  const named = (names: readonly string[]) => names.find((name) => name in (row?.fields ?? {})) ?? 'NAME';
  return `\`--map input=${named(usual.input)} --map expected=${named(usual.expected)}\``;
}

function fieldsOf({ fields }: RawRow): string {
  const names = Object.keys(fields);
  const shown = names.slice(0, 12).map((name) => `\`${name}\``);
  return [...shown, ...(names.length > shown.length ? [`${names.length - shown.length} more`] : [])].join(
    ', ',
  );
}
