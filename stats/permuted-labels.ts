/**
 * Labels of clustered items, dealt out anew as they might as well have been if they meant nothing: clusters with one label
 * swap theirs with each other as wholes, and a cluster with both (a row and its changed copy) turns all of its own over, or
 * leaves them. `random` gives numbers in [0, 1).
 */
export function permutedLabels(
  labels: readonly boolean[],
  clusters: readonly string[],
  random: () => number,
): readonly boolean[] {
  const members = new Map<string, number[]>();
  for (const [at, cluster] of clusters.entries()) {
    const own = members.get(cluster);
    if (own === undefined) members.set(cluster, [at]);
    else own.push(at);
  }
  const dealt = [...labels];
  const single: (readonly number[])[] = [];
  for (const own of members.values()) {
    const isMixed = own.some((at) => labels[at] !== labels[own[0] ?? at]);
    if (!isMixed) single.push(own);
    else if (random() < 0.5) for (const at of own) dealt[at] = !labels[at];
  }
  const words = single.map(([first]) => labels[first ?? 0] ?? false);
  for (let last = words.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [words[last], words[other]] = [words[other] ?? false, words[last] ?? false];
  }
  for (const [place, own] of single.entries()) for (const at of own) dealt[at] = words[place] ?? false;
  return dealt;
}
