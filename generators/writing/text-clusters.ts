/** Texts that are about the same, by their position in what was given; the most typical first. */
export type TextCluster = readonly number[];

type Vector = ReadonlyMap<string, number>;

/**
 * Clusters texts without a model: each joins the leader that it is most alike to (cosine of TF-IDF over the character
 * 4-grams of its words), or leads a cluster of its own where none is at least `similarity` alike (leader clustering,
 * Hartigan 1975). Members stand in the order of their cosine to the rest, so the first is the medoid; clusters stand by
 * size, the largest first. Leaders come up in the order of their texts, so the order of the rows does not matter.
 */
export function textClusters(texts: readonly string[], similarity: number): readonly TextCluster[] {
  const vectors = tfIdf(texts.map(grams));
  const order = [...texts.keys()].sort((a, b) => compare(texts[a] ?? '', texts[b] ?? '') || a - b);
  const members: number[][] = [];
  const leaders = new Map<string, { readonly leader: number; readonly weight: number }[]>();
  for (const index of order) {
    const vector = vectors[index] ?? new Map();
    const { leader, cosine } = nearestLeader(vector, leaders);
    if (cosine >= similarity) members[leader]?.push(index);
    else {
      for (const [gram, weight] of vector)
        leaders.set(gram, [...(leaders.get(gram) ?? []), { leader: members.length, weight }]);
      members.push([index]);
    }
  }
  return members.map((own) => typicalFirst(own, vectors)).sort((a, b) => b.length - a.length);
}

function nearestLeader(
  vector: Vector,
  leaders: ReadonlyMap<string, readonly { readonly leader: number; readonly weight: number }[]>,
): { readonly leader: number; readonly cosine: number } {
  const cosines = new Map<number, number>();
  for (const [gram, weight] of vector)
    for (const other of leaders.get(gram) ?? [])
      cosines.set(other.leader, (cosines.get(other.leader) ?? 0) + weight * other.weight);
  let nearest = { leader: -1, cosine: -1 };
  for (const [leader, cosine] of cosines)
    if (cosine > nearest.cosine || (cosine === nearest.cosine && leader < nearest.leader))
      nearest = { leader, cosine };
  return nearest;
}

/** The sum of unit vectors tells the sum of cosines to all of them: the member with the largest is the medoid. */
function typicalFirst(members: readonly number[], vectors: readonly Vector[]): TextCluster {
  const sum = new Map<string, number>();
  for (const index of members)
    for (const [gram, weight] of vectors[index] ?? []) sum.set(gram, (sum.get(gram) ?? 0) + weight);
  const closeness = new Map(members.map((index) => [index, dot(vectors[index] ?? new Map(), sum)]));
  return members.toSorted((a, b) => (closeness.get(b) ?? 0) - (closeness.get(a) ?? 0));
}

function dot(one: Vector, other: Vector): number {
  let product = 0;
  for (const [gram, weight] of one) product += weight * (other.get(gram) ?? 0);
  return product;
}

/** Unit vectors; a text without words has none and is like nothing. */
function tfIdf(counts: readonly Vector[]): readonly Vector[] {
  const documents = new Map<string, number>();
  for (const count of counts)
    for (const gram of count.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1);
  return counts.map((count) => {
    const weighted = [...count].map(
      ([gram, times]) => [gram, times * (1 + Math.log(counts.length / (documents.get(gram) ?? 1)))] as const,
    );
    const norm = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return new Map(weighted.map(([gram, weight]) => [gram, weight / norm]));
  });
}

/** Character 4-grams of each word, whose start and end count as characters. */
function grams(text: string): Vector {
  const counts = new Map<string, number>();
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const characters = [...`^${word}$`];
    for (let start = 0; start === 0 || start + 4 <= characters.length; start++) {
      const gram = characters.slice(start, start + 4).join('');
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
