import type { Case } from '../../core/case.ts';
import { flagWords } from '../../curation/contamination-flag.ts';
import type { RowKind, RowScan } from '../scan-rows.ts';
import { caseName } from './case-name.ts';

/** Shares of the held-out rows that have something in common with such a row; null without held-out rows. */
export interface Overlap {
  readonly against: RowKind;
  readonly n: number;
  /** The same words in the same order. */
  readonly exact: number | null;
  /** Any word 8-gram, any word 13-gram; shorter texts have none. */
  readonly ngram8: number | null;
  readonly ngram13: number | null;
  /** Sets of character 5-grams that are at least so alike (Jaccard). */
  readonly jaccard70: number | null;
  readonly jaccard80: number | null;
  /** That count as contaminated, and are left out of the clean subset. */
  readonly contaminated: number | null;
}

/** The shares that a scan found. */
export function overlapOf(against: RowKind, { found, flags }: RowScan): Overlap {
  const n = found.length;
  const share = (count: number) => (n === 0 ? null : count / n);
  const alike = (least: number) =>
    share(found.filter(({ jaccard }) => jaccard !== null && jaccard.value >= least).length);
  return {
    against,
    n,
    exact: share(found.filter(({ exact }) => exact !== null).length),
    ngram8: share(found.filter(({ ngram8 }) => ngram8).length),
    ngram13: share(found.filter(({ ngram13 }) => ngram13).length),
    jaccard70: alike(0.7),
    jaccard80: alike(0.8),
    contaminated: share(flags.filter((flag) => flag?.level === 'drop').length),
  };
}

/** What a reader of `check` must know of it: how many rows are contaminated or suspect, and one of them. */
export function overlapWarnings(heldout: readonly Case[], { flags, canaries }: RowScan): readonly string[] {
  const [canary] = canaries;
  const warn = (level: 'drop' | 'list', what: string) => {
    const own = flags.flatMap((flag, index) => {
      const item = heldout[index];
      return flag?.level === level && item !== undefined ? [{ flag, item }] : [];
    });
    const [first] = own;
    if (first === undefined) return [];
    const { flag, item } = first;
    const example = `such as ${caseName(item)}, which ${flagWords(flag)} row ${flag.row.row} of ${flag.row.source}`;
    return [`${own.length} of the ${heldout.length} held-out rows ${what}, ${example}`];
  };
  return [
    ...(canary === undefined
      ? []
      : [
          `${canaries.length} training rows hold a canary GUID of this suite: held-out cases were put into the training data, such as row ${canary.row} of ${canary.source} (version ${canary.version})`,
        ]),
    ...warn('drop', 'stand in the training rows too, or nearly so: their score says little'),
    ...warn('list', 'share long runs of words with a training row: look at them'),
  ];
}
