import type { Contamination } from './contamination-scan.ts';

/** Why a text counts as contaminated, and how much. */
export interface ContaminationFlag<Row> {
  /** `drop`: it says nothing about what was learned. `list`: a part of it stands in a row; people should look. */
  readonly level: 'drop' | 'list';
  /** `exact`: the same words. `coverage`: share of its words in word 8-grams of the row. `jaccard`: of character 5-grams. */
  readonly measure: 'exact' | 'coverage' | 'jaccard';
  /** 0 to 1. */
  readonly value: number;
  readonly row: Row;
}

/** Texts of fewer words have too few 8-grams for a share of them to mean anything. */
const fewestWords = 16;
const dropCoverage = 0.5;
const listCoverage = 0.2;
const dropJaccard = 0.8;

/**
 * Whether a text counts as contaminated (quality-gates.md, gate 10): the same words as a row; of 16 words or more, half of
 * them covered by word 8-grams of one single row, and from a fifth on to be looked at; sets of character 5-grams that
 * are 0.8 alike, which is what tells in short texts. Null: nothing of that.
 */
export function contaminationFlag<Row>({
  words,
  exact,
  coverage,
  jaccard,
}: Pick<Contamination<Row>, 'words' | 'exact' | 'coverage' | 'jaccard'>): ContaminationFlag<Row> | null {
  if (exact !== null) return { level: 'drop', measure: 'exact', value: 1, row: exact };
  const share = words < fewestWords ? 0 : (coverage?.share ?? 0);
  if (coverage !== null && share >= dropCoverage)
    return { level: 'drop', measure: 'coverage', value: share, row: coverage.row };
  if (jaccard !== null && jaccard.value >= dropJaccard)
    return { level: 'drop', measure: 'jaccard', value: jaccard.value, row: jaccard.row };
  if (coverage !== null && share >= listCoverage)
    return { level: 'list', measure: 'coverage', value: share, row: coverage.row };
  return null;
}

/** The flag in words, to stand behind "it …". */
export function flagWords({ measure, value }: Pick<ContaminationFlag<unknown>, 'measure' | 'value'>): string {
  if (measure === 'exact') return 'has the same words as';
  if (measure === 'jaccard') return `is ${value.toFixed(2)} alike (Jaccard, character 5-grams) to`;
  return `has ${(100 * value).toFixed(0)} % of its words in 8-grams of`;
}
