import type { Random } from '../../core/random.ts';
import { countPairs, pairwiseRows } from '../pairwise.ts';
import { shuffledIndexes } from '../shuffled-indexes.ts';

/** One combination: the index of an entry for each lexicon, and how far the design has come with it. */
export interface DesignRow {
  readonly levels: readonly number[];
  readonly coverage:
    | { readonly design: 'full'; readonly row: number; readonly rows: number }
    | {
        readonly design: 'pairwise';
        readonly row: number;
        readonly pairs: { readonly covered: number; readonly of: number };
      }
    | { readonly design: 'random'; readonly row: number };
}

/**
 * The combinations of a design for lexicons of these sizes: `full` gives each combination once, in random order,
 * `pairwise` the rows of a covering array, `random` independent draws without end.
 */
export function* designRows(
  design: 'full' | 'pairwise' | 'random',
  sizes: readonly number[],
  random: Random,
): Generator<DesignRow> {
  let row = 0;
  if (design === 'full') {
    const rows = sizes.reduce((product, size) => product * size, 1);
    for (const index of shuffledIndexes(rows, random)) {
      row += 1;
      yield { levels: levelsOf(index, sizes), coverage: { design, row, rows } };
    }
  } else if (design === 'pairwise') {
    const of = countPairs(sizes);
    for (const { levels, covered } of pairwiseRows(sizes, random)) {
      row += 1;
      yield { levels, coverage: { design, row, pairs: { covered, of } } };
    }
  } else {
    for (;;) {
      row += 1;
      yield { levels: sizes.map((size) => random.integer(0, size - 1)), coverage: { design, row } };
    }
  }
}

/** The digits of the index in the mixed base of the sizes. */
function levelsOf(index: number, sizes: readonly number[]): readonly number[] {
  let left = index;
  return sizes.map((size) => {
    const level = left % size;
    left = Math.floor(left / size);
    return level;
  });
}
