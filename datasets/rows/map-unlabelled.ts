import type { UnlabelledRow } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import type { Problem } from '../../core/errors.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import {
  field,
  fieldHint,
  isCopyable,
  optionalText,
  rowCell,
  rowTags,
  sourceName,
  unreadableField,
} from './map-row.ts';
import { problemOfRow, type RawRow } from './raw-row.ts';
import { rowInput } from './row-input.ts';

/** Makes an unlabelled row of a row, or says what is wrong with it: no input, or an expected value. */
export function mapUnlabelled(row: RawRow, source: RowSource, suite: Suite): UnlabelledRow | Problem {
  const wrong = (message: string, hint: string | null = null) => problemOfRow(row, 'DATA_ROW', message, hint);
  const unreadable = unreadableField(row, source);
  if (unreadable !== null) return wrong(unreadable);
  const input = rowInput(field(row, source, 'input'));
  if ('problem' in input) return wrong(input.problem, fieldHint(row, source, 'input'));
  // A cell of a CSV file that nobody has filled is an empty text.
  const expected = field(row, source, 'expected') ?? '';
  if (expected !== '')
    return wrong(
      'the row has an expected value, and it stands under `data.unlabelled`',
      'name its source under `data.seeds`, or take the field out of the rows',
    );
  const cell = rowCell(row, source, suite);
  if ('problem' in cell) return wrong(cell.problem);
  // Inputs are plain data by their types; JSON has no narrower name for that.
  const id = shortDigest(canonicalJson({ skill: cell.skill, input } as unknown as Json));
  return {
    id,
    input,
    skill: cell.skill,
    cluster: optionalText(field(row, source, 'cluster')) ?? source.set.cluster ?? id,
    tags: rowTags(row, source),
    source: sourceName(source),
    row: row.number,
    licence: source.licence,
    split: source.split === 'train' ? 'train' : 'heldout',
    copyable: isCopyable(source),
  };
}
