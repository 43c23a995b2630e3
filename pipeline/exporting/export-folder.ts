import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fault } from '../../core/errors.ts';
import { readIfExists, writeFailed } from '../../core/files.ts';
import { fileDigest } from '../../datasets/rows/file-bytes.ts';
import type { ExportedFile } from './export-manifest.ts';

const manifestSchema = z.object({ files: z.array(z.object({ name: z.string() })) });

/**
 * Makes room in a folder: an export that lies there already is taken away, file by file. Throws as `requireRoom` does.
 */
export function clearExport(folder: string): void {
  requireRoom(folder);
  const names = earlierFiles(folder);
  if (names === null) return;
  for (const name of names) rmSync(inside(folder, name), { force: true });
  rmSync(path.join(folder, 'manifest.json'));
}

/**
 * Looks whether an export may be written into a folder, and changes nothing. Throws FILE_EXISTS where it holds anything but
 * an earlier export, and WRITE_FAILED where it is no folder or may not be written to.
 */
export function requireRoom(folder: string): void {
  requireWritable(folder);
  if (!existsSync(folder) || earlierFiles(folder) !== null || readdirSync(folder).length === 0) return;
  throw fault('FILE_EXISTS', `${folder} holds something that is no export: nothing was written`, {
    place: { file: folder, line: null, column: null },
    hint: 'name another folder with `--out`',
  });
}

/** What is not there yet is made in the nearest folder above it that is. */
function requireWritable(folder: string): void {
  let nearest = path.resolve(folder);
  while (!existsSync(nearest)) nearest = path.dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory()) throw new TypeError(`${nearest} is no folder`);
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw writeFailed(folder, error);
  }
}

/** The files of the export that lies in a folder; null: none does. */
function earlierFiles(folder: string): readonly string[] | null {
  const bytes = readIfExists(path.join(folder, 'manifest.json'));
  const manifest = bytes === null ? null : manifestSchema.safeParse(jsonOrNull(bytes.toString('utf8')));
  return manifest?.success === true ? manifest.data.files.map(({ name }) => name) : null;
}

/** What a manifest says of a file that lies in the folder. */
export async function described(folder: string, name: string, rows: number | null): Promise<ExportedFile> {
  const file = path.join(folder, name);
  return { name, rows, bytes: statSync(file).size, sha256: await fileDigest(file) };
}

/** A manifest may have been edited: what it names outside of its folder is none of ours. */
function inside(folder: string, name: string): string {
  const file = path.resolve(folder, name);
  if (file.startsWith(`${path.resolve(folder)}${path.sep}`)) return file;
  throw fault('FILE_EXISTS', `manifest.json of ${folder} names ${name}, which lies outside of it`, {
    hint: 'name another folder with `--out`',
  });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // then it is no manifest of ours
  }
}
