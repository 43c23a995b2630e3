import type { Case, CaseId, Nearest, Reject, RejectCode } from '../../core/case.ts';

/** One that says the same as the representative of its group, or nearly so. */
export interface Duplicate {
  readonly id: CaseId;
  readonly code: RejectCode;
  /** How alike it is to the one that stays. */
  readonly measure: Nearest['measure'];
  readonly value: number;
}

/** Cases and candidates that count as one. */
export interface DuplicateGroup {
  /** The one that stays. */
  readonly stays: CaseId;
  /** Those that were refused for it. */
  readonly refused: readonly Duplicate[];
}

/** The group that a case or reject is in; null where nothing was refused for it, and it was not refused for another. */
export function duplicateGroup(
  item: Pick<Case, 'id' | 'verdicts'>,
  rejects: readonly Reject[],
): DuplicateGroup | null {
  const stays = duplicateOf(item)?.of ?? item.id;
  const refused = rejects.flatMap((reject) => {
    const found = duplicateOf(reject);
    if (found?.of !== stays) return [];
    const { code, measure, value } = found;
    return [{ id: reject.id, code, measure, value }];
  });
  return refused.length === 0 ? null : { stays, refused };
}

/** What a verdict refused an item for; null: for nothing, or not as a duplicate. */
function duplicateOf({ verdicts }: Pick<Case, 'verdicts'>) {
  for (const { status, code, nearest } of verdicts)
    if (status !== 'accepted' && code !== null && nearest !== undefined)
      return { of: nearest.id, code, measure: nearest.measure, value: nearest.value };
  return null;
}
