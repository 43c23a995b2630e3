import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../core/files.ts';

/** The `.heldout` folder for a place: beside the nearest package.json above it, else in the working folder. */
export function findWorkspace(from: string, workingFolder: string): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return path.join(folder, '.heldout');
    if (folder === path.dirname(folder)) return path.join(workingFolder, '.heldout');
  }
}

/** Makes the folder, with a .gitignore of its own: what lies in it can be rebuilt or must not be committed. */
export function prepareWorkspace(workspace: string): void {
  const ignore = path.join(workspace, '.gitignore');
  if (!existsSync(ignore)) writeWhole(ignore, '*\n');
}
