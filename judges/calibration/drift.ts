import type { FrozenItem, FrozenRating } from '../../core/drift.ts';
import { mcnemar } from '../../stats/mcnemar.ts';
import { asPass } from './judged-item.ts';

/** Two versions of a judge on the same items. */
export interface JudgeDrift {
  readonly about: 'case' | 'output';
  readonly judge: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
  /** Items that both gave a usable word on. */
  readonly n: number;
  /** Those on which they differ. */
  readonly flipped: number;
  /** On how many of them each agrees with people. */
  readonly agreedBefore: number;
  readonly agreedNow: number;
  /** Exact McNemar p of "agrees with people as often as before". */
  readonly pValue: number;
}

/** The newest rating of each judge beside the one before it; none for judges that were rated once. */
export function judgeDrift(
  items: readonly FrozenItem[],
  ratings: readonly FrozenRating[],
): readonly JudgeDrift[] {
  const names = [...new Set(ratings.map(({ judge }) => judge))];
  return names.flatMap((name) => {
    const own = ratings.filter(({ judge }) => judge === name);
    const [before, now] = [own.at(-2), own.at(-1)];
    return before === undefined || now === undefined ? [] : [compared(items, before, now)];
  });
}

function compared(items: readonly FrozenItem[], before: FrozenRating, now: FrozenRating): JudgeDrift {
  const rows = items.flatMap(({ human }, at) => {
    const [old, own] = [before.votes[at] ?? null, now.votes[at] ?? null];
    if (old === null || own === null) return [];
    const [was, is, right] = [asPass(old), asPass(own), asPass(human)];
    return [{ flipped: was !== is, before: was === right, now: is === right }];
  });
  const count = (isMeant: (row: (typeof rows)[number]) => boolean) => rows.filter(isMeant).length;
  const { about, judge, version: to, at } = now;
  return {
    ...{ about, judge, from: before.version, to, at, n: rows.length },
    flipped: count((row) => row.flipped),
    agreedBefore: count((row) => row.before),
    agreedNow: count((row) => row.now),
    pValue: mcnemar(
      count((row) => row.now && !row.before),
      count((row) => row.before && !row.now),
    ).exact,
  };
}
