import { existsSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../core/errors.ts';
import { writeWhole } from '../core/files.ts';
import { type StarterAnswers, starterFiles } from '../suites/starter.ts';

/**
 * Writes a suite to start from, with rows and a target that run as they are. Gives the files.
 * Throws FILE_EXISTS, before anything is written, when one of them is there already.
 */
export function init(folder: string, answers: StarterAnswers): readonly string[] {
  const files = starterFiles(answers).map(({ name, content }) => ({
    file: path.join(folder, name),
    content,
  }));
  const taken = files.find(({ file }) => existsSync(file));
  if (taken !== undefined) {
    throw fault('FILE_EXISTS', `${taken.file} exists already: nothing was written`, {
      place: { file: taken.file, line: null, column: null },
      hint: 'name another folder: `heldout init DIR`',
    });
  }
  for (const { file, content } of files) writeWhole(file, content);
  return files.map(({ file }) => file);
}

export { fittingTags, type StarterAnswers, starterAnswers } from '../suites/starter.ts';
