import { fault, messageOf } from '../../core/errors.ts';
import { readIfExists } from '../../core/files.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Suite } from '../../core/suite.ts';
import type { LackingCell } from '../../gaps/faults/lacking-cells.ts';
import { mutateDocument } from '../documents/mutate-document.ts';
import type { LoadedSuite } from '../load-suite.ts';

/**
 * SKILL/EDGE → for how many mutants of the newest mutation score it has too few cases, times the weight of its skill; only
 * cells with a quota. Throws RUN_NOT_FOUND where there is no score, RUN_MISMATCH where it is of another dataset, and USAGE
 * where no mutant names a cell that can be filled.
 */
export function mutantNeeds(
  { paths, suite, file }: LoadedSuite,
  dataset: { readonly digest: string },
): ReadonlyMap<string, number> {
  const again = `plant faults first: \`heldout mutate ${shellWord(file)}\``;
  const bytes = readIfExists(paths.mutants);
  if (bytes === null) throw fault('RUN_NOT_FOUND', 'the suite has no mutation score yet', { hint: again });
  const score = parsed(bytes, paths.mutants, again);
  if (score.dataset.digest !== dataset.digest)
    throw fault('RUN_MISMATCH', 'the mutation score is of another dataset than there is now', {
      hint: again,
    });
  const needs = survivorsByCell(score.cells, suite);
  if (needs.size > 0) return needs;
  throw fault('USAGE', 'no mutant got through for want of cases in a cell that has a quota', {
    hint: 'real rows cannot be made: collect more, or leave `--by mutants` out to fill what is weak',
  });
}

/** SKILL/EDGE → mutants that got through there for want of cases, times the weight of the skill; only cells with a quota. */
export function survivorsByCell(
  cells: readonly Pick<LackingCell, 'origin' | 'skill' | 'edgeCase' | 'survivors'>[],
  { skills }: Suite,
): ReadonlyMap<string, number> {
  const survivors = new Map(
    cells
      .filter(({ origin }) => origin === 'synthetic')
      .map((cell) => [`${cell.skill}/${cell.edgeCase}`, cell.survivors]),
  );
  return new Map(
    skills.flatMap(({ id, weight, edgeCases }) =>
      edgeCases.flatMap(({ id: edgeCase, quota }) => {
        const need = (survivors.get(`${id}/${edgeCase}`) ?? 0) * weight;
        return quota > 0 && need > 0 ? [[`${id}/${edgeCase}`, need] as const] : [];
      }),
    ),
  );
}

function parsed(bytes: Buffer, file: string, hint: string) {
  try {
    return mutateDocument.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw fault('RECORD_CORRUPT', `the mutation score cannot be read: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      hint,
      cause: error,
    });
  }
}
