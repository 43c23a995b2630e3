import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LoadedDocument } from '../core/case.ts';
import type { ErrorCode } from '../core/error-codes.ts';
import { fault, HeldoutError, type Place } from '../core/errors.ts';
import { readIfExists } from '../core/files.ts';
import type { DocumentSource } from '../core/suite.ts';
import { ProblemList } from './rows/problem-list.ts';
import { readRowFile } from './rows/row-files.ts';

interface LoadOptions {
  /** Folder of the suite file: paths in the suite start there. */
  readonly folder: string;
  /** Where the suite names the source. */
  readonly place: Place;
}

const shownProblems = 20;

/**
 * Loads documents: a .md or .txt file, all of those under a folder in the order of their names, or the lines of a .jsonl
 * file. A document is named by its path, or by its `id`. Throws for files that are missing, empty, or no text.
 */
export async function loadDocuments(
  { path: named, licence, split }: DocumentSource,
  { folder, place }: LoadOptions,
): Promise<readonly LoadedDocument[]> {
  const absolute = path.resolve(folder, named);
  const copyable = licence !== 'internal';
  const signed = (id: string, text: string) => ({ id, text, licence, split, copyable });
  const found =
    path.extname(named) === '.jsonl'
      ? await fromLines(absolute, named, place)
      : textFiles(absolute, named, place);
  const documents = found.map(({ id, text }) => signed(id, text));
  if (documents.length > 0) return documents;
  const hint = 'documents are .md and .txt files, or lines of a .jsonl file';
  throw fault('DATA_EMPTY', `${named} has no documents`, { place, hint });
}

function textFiles(absolute: string, named: string, place: Place) {
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (stats === undefined) throw notFound(absolute, named, place);
  const files = stats.isDirectory()
    ? readdirSync(absolute, { recursive: true, encoding: 'utf8' })
        .filter((file) => isText(file))
        .sort()
        .map((file) => path.posix.join(named, file.split(path.sep).join('/')))
    : [named];
  return files.map((file) => ({
    id: file,
    text: textOf(path.resolve(absolute, path.relative(named, file)), file, place),
  }));
}

function isText(file: string): boolean {
  return ['.md', '.txt'].includes(path.extname(file).toLowerCase());
}

function textOf(absolute: string, file: string, place: Place): string {
  if (!isText(file)) {
    const hint = 'a document is a .md or .txt file, a folder of them, or a .jsonl file of `{ id, text }`';
    throw fault('DATA_FORMAT', `${file} is of a format that cannot be read`, { place, hint });
  }
  const bytes = readIfExists(absolute) ?? Buffer.of();
  const own = { file, line: null, column: null };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fault('DATA_ENCODING', `${file} is not valid UTF-8`, {
      place: own,
      hint: 'save it as UTF-8 text',
      cause: error,
    });
  }
  if (text.includes('\0'))
    throw fault('DATA_ENCODING', `${file} is binary, not text`, { place: own, hint: 'name a text file' });
  if (text.trim() === '')
    throw fault('DATA_EMPTY', `${file} is empty`, { place: own, hint: 'write it, or leave it out' });
  return text;
}

async function fromLines(absolute: string, named: string, place: Place) {
  if (!existsSync(absolute)) throw notFound(absolute, named, place);
  const found = new Map<string, string>();
  const problems = new ProblemList(shownProblems);
  const wrong = (code: ErrorCode, message: string, place: Place) =>
    problems.add({ code, message, place, hint: 'write `{ "id": "…", "text": "…" }`' });
  for await (const batch of readRowFile('jsonl', absolute, named)) {
    for (const row of batch) {
      if ('code' in row) {
        problems.add(row);
        continue;
      }
      const { id, text } = row.fields;
      if (typeof id !== 'string' || typeof text !== 'string' || text.trim() === '')
        wrong('DATA_ROW', 'a document needs an `id` and a `text` that is not empty', row.place);
      else if (found.has(id)) wrong('DATA_DUPLICATE_ID', `there are two documents \`${id}\``, row.place);
      else found.set(id, text);
    }
  }
  const list = problems.list();
  if (list !== null) throw new HeldoutError(list);
  return [...found].map(([id, text]) => ({ id, text }));
}

function notFound(absolute: string, named: string, place: Place): HeldoutError {
  const hint = `looked for ${absolute}: paths in a suite are relative to the suite file`;
  return fault('DATA_NOT_FOUND', `there is no file ${named}`, { place, hint });
}
