import type { TextFeatures } from './text-features.ts';

/** What tells one set of texts from another, and how many of either have it. */
export interface TellingFeature {
  readonly name: string;
  /** Shares of the texts. */
  readonly made: number;
  readonly anchor: number;
}

const mostShown = 8;
/** What fewer clusters have tells one text, and nothing of the set. */
const fewestClusters = 3;

/**
 * The features to which a classifier owes most of the difference between the mean scores of both sets: weight of the
 * feature times the difference of its means. Of several that say the same (a word, its pairs, its runs of characters)
 * the first is named. `weights` are those of the texts, by `kernelLogistic`.
 */
export function tellingFeatures(
  { holders, weights: given }: TextFeatures,
  weights: ArrayLike<number>,
  isMade: readonly boolean[],
  clusters: readonly string[],
): readonly TellingFeature[] {
  const made = isMade.filter(Boolean).length;
  const anchor = isMade.length - made;
  const measured = [...holders].flatMap(([name, texts]) => {
    if (new Set(texts.map((at) => clusters[at])).size < fewestClusters) return [];
    let [weight, gap, ofMade] = [0, 0, 0];
    for (const at of texts) {
      const value = given[at]?.get(name) ?? 0;
      weight += (weights[at] ?? 0) * value;
      gap += isMade[at] === true ? value / made : -value / anchor;
      if (isMade[at] === true) ofMade++;
    }
    const shares = { made: ofMade / made, anchor: (texts.length - ofMade) / anchor };
    return [{ name, texts, ...shares, part: weight * gap }];
  });
  measured.sort((a, b) => b.part - a.part || (a.name < b.name ? -1 : 1));
  const shown: (typeof measured)[number][] = [];
  for (const feature of measured) {
    if (shown.length === mostShown || feature.part <= 0) break;
    if (!shown.some((other) => saysTheSame(other, feature))) shown.push(feature);
  }
  return shown.map(({ name, made: share, anchor: other }) => ({ name, made: share, anchor: other }));
}

/** Whether one stands inside the other and mostly the same texts have both. */
function saysTheSame(
  one: { readonly name: string; readonly texts: readonly number[] },
  other: { readonly name: string; readonly texts: readonly number[] },
): boolean {
  const [a, b] = [lettersOf(one.name), lettersOf(other.name)];
  if (!a.includes(b) && !b.includes(a)) return false;
  const known = new Set(one.texts);
  const shared = other.texts.filter((at) => known.has(at)).length;
  return 2 * shared >= one.texts.length + other.texts.length - shared;
}

/** What a name quotes; the name itself where that is white space alone. */
function lettersOf(name: string): string {
  const quoted = /[“"](.*)[”"]/su.exec(name)?.[1]?.trim() ?? '';
  return quoted === '' ? name : quoted;
}
