import { rmSync } from 'node:fs';
import type { Case } from '../../core/case.ts';
import { writeWhole } from '../../core/files.ts';
import { renderRecords } from './records-file.ts';

/** Writes each record to the file that may hold it: `open` is in version control, `local` is not. A file without records is removed. */
export function writeParts<Record extends Pick<Case, 'id' | 'provenance'>>(
  records: readonly Record[],
  files: { readonly open: string; readonly local: string },
): void {
  const [open, local] = byCopyable(records);
  writeOrRemove(files.open, open);
  writeOrRemove(files.local, local);
}

/** Those that may be copied, and those that may not: what was refused for personal data is among these. */
export function byCopyable<Record extends Pick<Case, 'provenance'>>(
  records: readonly Record[],
): [Record[], Record[]] {
  const mayBeCopied = (record: Record) =>
    record.provenance.copyable && !('code' in record && record.code === 'pii');
  return [records.filter(mayBeCopied), records.filter((record) => !mayBeCopied(record))];
}

/** Writes a records file; one without records is removed. */
export function writeOrRemove(file: string, records: readonly { readonly id: string }[]): void {
  if (records.length === 0) rmSync(file, { force: true });
  else writeWhole(file, renderRecords(records));
}
