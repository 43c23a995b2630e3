import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fault } from '../../core/errors.ts';
import { fileDigest } from '../../datasets/rows/file-bytes.ts';
import type { ExportedFile } from './export-manifest.ts';

const manifestSchema = z.object({ files: z.array(z.object({ name: z.string() })) });

/**
 * Makes room in a folder: an export that lies there already is taken away, file by file. Throws FILE_EXISTS where the
 * folder holds anything else.
 */
export function clearExport(folder: string): void {
  if (!existsSync(folder)) return;
  const manifest = path.join(folder, 'manifest.json');
  const before = existsSync(manifest)
    ? manifestSchema.safeParse(jsonOrNull(readFileSync(manifest, 'utf8')))
    : null;
  if (before?.success === true) {
    for (const { name } of before.data.files) rmSync(inside(folder, name), { force: true });
    rmSync(manifest);
    return;
  }
  if (readdirSync(folder).length === 0) return;
  throw fault('FILE_EXISTS', `${folder} holds something that is no export: nothing was written`, {
    place: { file: folder, line: null, column: null },
    hint: 'name another folder with `--out`',
  });
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
