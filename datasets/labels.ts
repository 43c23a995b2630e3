import { writeWhole } from '../core/files.ts';
import { type Label, labelledItem } from '../core/label.ts';
import { appendRecord, recordLine } from './records/appended-record.ts';
import { labelRecordSchema } from './records/label-schema.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const hint = 'mend the line, or restore the file from version control: no command can make labels again';

/**
 * What people said, in the order in which it was said. A label whose texts may not be in version control is read with
 * its texts where this machine has them. Throws RECORD_CORRUPT at the line that does not parse.
 */
export function readLabels(paths: SuitePaths): readonly Label[] {
  const whole = new Map(
    readRecords(paths.localLabels, labelRecordSchema, hint).map((own) => [keyOf(own), own]),
  );
  return readRecords(paths.labels, labelRecordSchema, hint).map((label) => whole.get(keyOf(label)) ?? label);
}

/**
 * Appends a label; it is in the file before this returns. Where the case may not be copied (`copyable` is false) the
 * file in version control keeps ids and scores only, and the texts stay on this machine. Throws WRITE_FAILED.
 */
export function appendLabel(paths: SuitePaths, label: Label, copyable: boolean): void {
  const bare = copyable ? label : withoutTexts(label);
  if (recordLine(bare) !== recordLine(label)) appendRecord(paths.localLabels, label);
  appendRecord(paths.labels, bare);
}

/** Takes a label out again, as if it had never been said; nothing where it is not there. Throws WRITE_FAILED. */
export function retractLabel(paths: SuitePaths, label: Label): void {
  for (const file of [paths.labels, paths.localLabels]) {
    const all = readRecords(file, labelRecordSchema, hint);
    const kept = all.filter((other) => keyOf(other) !== keyOf(label));
    if (kept.length < all.length) writeWhole(file, kept.map(recordLine).join(''));
  }
}

/** A label of a suite's own words, such as a label of the task, gives nothing of the row away. */
function withoutTexts(label: Label): Label {
  if (label.about === 'output') return { ...label, note: '' };
  const bare = { ...label, note: '', answer: null };
  if (bare.decision !== 'relabel' || bare.expected === null) return bare;
  return ['label', 'behaviour'].includes(bare.expected.kind) ? bare : { ...bare, expected: null };
}

/** One person says one thing of one item at a time. */
function keyOf(label: Label): string {
  return `${label.at} ${labelledItem(label)} ${label.by}`;
}
