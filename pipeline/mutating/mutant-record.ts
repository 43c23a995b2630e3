import { writeWhole } from '../../core/files.ts';
import { mutateDocument, toMutateDocument } from '../documents/mutate-document.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { prepareWorkspace } from '../workspace.ts';
import type { Mutated } from './mutated.ts';

/** Keeps a mutation score, in place of the one before, for `fill --by mutants`. */
export function writeMutants({ paths, workspace }: LoadedSuite, made: Mutated): void {
  prepareWorkspace(workspace);
  const document = mutateDocument.parse(toMutateDocument(made));
  writeWhole(paths.mutants, `${JSON.stringify(document, null, 1)}\n`);
}
