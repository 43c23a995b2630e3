import { groupBy } from '../../core/group-by.ts';
import { cohenKappa } from '../../stats/cohen-kappa.ts';
import { gwetAc1 } from '../../stats/gwet-ac1.ts';
import { krippendorffAlpha } from '../../stats/krippendorff-alpha.ts';
import { asPass } from './judged-item.ts';

/** What one person said of one item, 0–1. */
export interface PersonalRating {
  readonly item: string;
  readonly by: string;
  readonly score: number;
}

/** Two people on the items that both spoke of. */
export interface PairAgreement {
  readonly one: string;
  readonly other: string;
  readonly n: number;
  readonly observed: number;
  readonly kappa: number | null;
  readonly ac1: number;
}

/** How far people agree with each other: no judge can be held to more. */
export interface PeopleAgreement {
  /** Items that two or more people spoke of. */
  readonly n: number;
  readonly people: number;
  /** Krippendorff's alpha of all of them, as in `JudgeAgreement`. */
  readonly alpha: number | null;
  readonly pairs: readonly PairAgreement[];
}

/** Compares people on the items that more than one spoke of; null where there are none. */
export function peopleAgreement(ratings: readonly PersonalRating[]): PeopleAgreement | null {
  const shared = [...groupBy(ratings, ({ item }) => item).values()].filter((own) => own.length >= 2);
  if (shared.length === 0) return null;
  const people = [...new Set(shared.flat().map(({ by }) => by))].sort();
  const scoreOf = new Map(shared.flat().map(({ item, by, score }) => [`${item}\n${by}`, score]));
  const items = shared.map(([first]) => first?.item ?? '');
  const table = people.map((by) => items.map((item) => scoreOf.get(`${item}\n${by}`) ?? null));
  const isPlain = [...scoreOf.values()].every((score) => score === 0 || score === 1);
  return {
    n: shared.length,
    people: people.length,
    alpha: krippendorffAlpha(table, isPlain ? 'nominal' : 'interval'),
    pairs: people.flatMap((one, at) =>
      people.slice(at + 1).flatMap((other) => {
        const [mine = [], theirs = []] = [table[at], table[people.indexOf(other)]];
        return pairOf(one, other, mine, theirs);
      }),
    ),
  };
}

function pairOf(
  one: string,
  other: string,
  mine: readonly (number | null)[],
  theirs: readonly (number | null)[],
): readonly PairAgreement[] {
  const counts = [
    [0, 0],
    [0, 0],
  ];
  let n = 0;
  mine.forEach((score, at) => {
    const second = theirs[at] ?? null;
    const row = score === null || second === null ? undefined : counts[1 - asPass(score)];
    if (row === undefined || second === null) return;
    row[1 - asPass(second)] = (row[1 - asPass(second)] ?? 0) + 1;
    n++;
  });
  if (n === 0) return [];
  const observed = ((counts[0]?.[0] ?? 0) + (counts[1]?.[1] ?? 0)) / n;
  return [{ one, other, n, observed, kappa: cohenKappa(counts)?.kappa ?? null, ac1: gwetAc1(counts) ?? 0 }];
}
