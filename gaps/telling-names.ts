import { wordsOf } from './case-features.ts';
import type { ObservedCase } from './observed-case.ts';

/** A word that fewer cases have says nothing of a cluster, and may say something of one of them. */
const fewestCases = 3;
const wordsInName = 3;

/**
 * Names for clusters of cases, such as `~"refund, pending, #mobile"`: the three words and tags that are so much commoner in
 * it than elsewhere that they tell most of it (share inside × log of the ratio of both shares). Never more than single words,
 * each of three cases or more, and no numbers. Cluster `at` is called `~cluster 3 of 8` where no word tells it. Names
 * differ from each other and from those in `taken`, which gets them.
 */
export function tellingNames(
  cases: readonly ObservedCase[],
  clusterOf: readonly number[],
  clusters: number,
  taken: Set<string>,
): readonly string[] {
  const words = cases.map(({ text, tags }) => [
    ...wordsOf(text).filter((word) => /^\p{L}[\p{L}\p{M}]*$/u.test(word)),
    ...new Set(tags.map((tag) => `#${tag}`)),
  ]);
  const everywhere = countsOf(words);
  return Array.from({ length: clusters }, (_, at) => {
    const own = words.filter((__, index) => clusterOf[index] === at);
    const rest = words.length - own.length;
    const told = [...countsOf(own)].flatMap(([word, inside]) => {
      const outside = ((everywhere.get(word) ?? 0) - inside + 1) / (rest + 2);
      const share = inside / own.length;
      return inside < fewestCases || share <= outside
        ? []
        : [{ word, tells: share * Math.log(share / outside) }];
    });
    const best = told
      .sort((a, b) => b.tells - a.tells || (a.word < b.word ? -1 : 1))
      .slice(0, wordsInName)
      .map(({ word }) => word);
    return unlike(best.length === 0 ? `~cluster ${at + 1} of ${clusters}` : `~"${best.join(', ')}"`, taken);
  });
}

function countsOf(words: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function unlike(name: string, taken: Set<string>): string {
  let own = name;
  for (let at = 2; taken.has(own); at++) own = `${name} (${at})`;
  taken.add(own);
  return own;
}
