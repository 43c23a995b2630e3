import type { Fillable } from '../../gaps/allocate.ts';
import type { Gaps } from '../gaps.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Cells with a quota, and what is believed of them; of one that no case tells of, what is known of its arm, loosely. */
export function fillableCells(
  { suite }: Pick<LoadedSuite, 'suite'>,
  { cells, arms, goal }: Pick<Gaps, 'cells' | 'arms' | 'goal'>,
): readonly Fillable[] {
  const known = new Map(cells.map((cell) => [cell.name, cell]));
  const rate = arms.find(({ origin }) => origin === 'synthetic')?.rate ?? 0.5;
  return suite.skills.flatMap(({ id, weight, edgeCases }) =>
    edgeCases
      .filter(({ quota }) => quota > 0)
      .map((edgeCase): Fillable => {
        const name = `${id}/${edgeCase.id}`;
        const cell = known.get(`synthetic/${name}`);
        return {
          name,
          weight,
          shrunk: cell?.shrunk ?? { mean: rate, sd: 0.25 },
          goal: cell?.goal ?? goal ?? rate,
        };
      }),
  );
}
