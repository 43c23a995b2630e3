import type { Split } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { type Shares, splitOrder } from '../../datasets/deal-splits.ts';
import type { ImportedRow } from '../../datasets/formats/import-row.ts';

/** Rows of each split. */
export type RowsBySplit = Readonly<Record<Split, number>>;

/** How near a split came to what was wanted. */
export interface SplitBalance {
  readonly shares: Shares;
  readonly rows: RowsBySplit;
  readonly strata: readonly { readonly stratum: string; readonly rows: RowsBySplit }[];
  /** Rows that belong together, in how many groups; the largest of them. */
  readonly groups: number;
  readonly largest: number;
  /** Rows that lay in another split before: they belong together now with rows that are held out. */
  readonly moved: number;
}

/** Counts rows by split, in all and in each stratum, the largest first. */
export function splitBalance(
  dealt: readonly { readonly row: ImportedRow; readonly split: Split }[],
  facts: Pick<SplitBalance, 'shares' | 'groups' | 'largest' | 'moved'>,
): SplitBalance {
  const strata = [...groupBy(dealt, ({ row }) => row.stratum)].sort(([, a], [, b]) => b.length - a.length);
  return {
    ...facts,
    rows: counts(dealt),
    strata: strata.map(([stratum, members]) => ({ stratum, rows: counts(members) })),
  };
}

function counts(dealt: readonly { readonly split: Split }[]): RowsBySplit {
  const of = (split: Split) => dealt.filter((one) => one.split === split).length;
  const [heldout, probe, train] = splitOrder.map(of);
  return { heldout: heldout ?? 0, probe: probe ?? 0, train: train ?? 0 };
}
