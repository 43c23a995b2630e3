import type { Case } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import { type ContaminationFlag, flagWords } from '../../curation/contamination-flag.ts';
import { keptScan } from '../kept-scan.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { RowKind } from '../scan-rows.ts';

/** What a case has in common with training rows or protected texts. */
export type CaseContamination = { readonly against: RowKind } & (
  | { readonly status: 'clean'; readonly rows: number }
  | {
      readonly status: 'flagged';
      readonly rows: number;
      /** `drop`: it counts as contaminated. */
      readonly level: ContaminationFlag<unknown>['level'];
      /** What it has in common with which row, to stand behind "it …". */
      readonly what: string;
    }
  | { readonly status: 'unknown'; readonly why: string }
);

/**
 * Holds the cases of a set against the rows that the suite names, as the gate does, and says of one what was found. What a
 * scan found is kept, so that a large file is read once. Rows that cannot be read are no fault here.
 */
export async function contaminationOf(
  loaded: LoadedSuite,
  cases: readonly Case[],
  { id }: Pick<Case, 'id'>,
): Promise<readonly CaseContamination[]> {
  const found: CaseContamination[] = [];
  for (const against of ['training', 'protected'] as const) {
    try {
      const scan = await keptScan(loaded, against, cases, new AbortController().signal);
      if (scan === null) continue;
      const { rows, flags } = scan;
      const flag = flags.get(id);
      if (flag === undefined) found.push({ against, status: 'clean', rows });
      else {
        const what = `${flagWords(flag)} row ${flag.row.row} of ${flag.row.source}`;
        found.push({ against, status: 'flagged', rows, level: flag.level, what });
      }
    } catch (error) {
      if (!(error instanceof HeldoutError)) throw error;
      found.push({ against, status: 'unknown', why: error.problems[0].message });
    }
  }
  return found;
}
