import path from 'node:path';
import { fault, type Place } from '../../core/errors.ts';
import { fileBytes, isDamage } from '../rows/file-bytes.ts';
import { isRecord, type RawRows } from '../rows/raw-row.ts';
import { containerOf, type RowContainer, readRowFile } from '../rows/row-files.ts';
import { holdsRecords, readDocument } from './read-document.ts';

/** How the records of a file lie in it; `document`: one JSON or YAML document that holds a list of them. */
export type RecordContainer = RowContainer | 'document';

/** The records of a file, and how they lie there. */
export interface OpenRecords {
  readonly container: RecordContainer;
  readonly records: RawRows;
}

const documents = new Set(['.yaml', '.yml']);
const headBytes = 64 * 1024;

/**
 * Opens a file by its name, or by how it begins where the name says nothing or `.json`, which may be a list, lines or one
 * document. `file` is for messages. Throws DATA_FORMAT where neither says how to read it.
 */
export async function openRecords(absolute: string, file: string): Promise<OpenRecords> {
  const place: Place = { file, line: null, column: null };
  const byName = containerOf(file);
  const isDocument = documents.has(path.extname(file.replace(/\.gz$/i, '')).toLowerCase());
  const container = isDocument
    ? 'document'
    : byName === null || byName === 'json'
      ? byBeginning(await headOf(absolute))
      : byName;
  if (container === null) {
    const hint = 'JSONL, a JSON list, CSV, Parquet and YAML can be read, also with `.gz`';
    throw fault('DATA_FORMAT', `${file}: neither its name nor its beginning says how to read it`, {
      place,
      hint,
    });
  }
  const records =
    container === 'document' ? readDocument(absolute, file) : readRowFile(container, absolute, file);
  return { container, records };
}

function byBeginning(head: Buffer): RecordContainer | null {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return null;
  const [line = '', ...rest] = text.split('\n');
  const first = jsonOrNull(line);
  const isLines = isRecord(first) && (rest.some((other) => other.trim() !== '') || !holdsRecords(first));
  return isLines ? 'jsonl' : 'document';
}

/** Null for what is no JSON, as the first line of a document that goes over several lines. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function headOf(absolute: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of fileBytes(absolute)) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= headBytes) break;
    }
  } catch (error) {
    // What is damaged is told where it is read.
    if (!isDamage(error)) throw error;
  }
  return Buffer.concat(parts);
}
