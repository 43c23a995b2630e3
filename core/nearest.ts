import { distance } from 'fastest-levenshtein';

/**
 * The known name that was probably meant, or null when none is close: at most a third of the letters differ,
 * and two always may (a swap counts as two), save in names of up to three letters.
 */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = (name.length <= 3 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const candidate of known) {
    const apart = distance(name.toLowerCase(), candidate.toLowerCase());
    if (apart < bestDistance) [best, bestDistance] = [candidate, apart];
  }
  return best;
}

/** Names that begin as the given one does, then those that are about as near as `nearest` asks, the nearest first. */
export function nearMatches(name: string, known: Iterable<string>, most: number): readonly string[] {
  const farthest = Math.max(2, Math.floor(name.length / 3));
  const rated = [...new Set(known)].flatMap((candidate) => {
    if (name.length > 2 && candidate.startsWith(name)) return [{ candidate, apart: 0 }];
    const apart = distance(name.toLowerCase(), candidate.toLowerCase());
    return apart <= farthest ? [{ candidate, apart: apart + 1 }] : [];
  });
  rated.sort((a, b) => a.apart - b.apart || (a.candidate < b.candidate ? -1 : 1));
  return rated.slice(0, most).map(({ candidate }) => candidate);
}

/** "did you mean …?" with the nearest name, else the known names. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== null) return `did you mean \`${near}\`?`;
  return known.length === 0 ? 'no names are known here' : `known: ${known.join(', ')}`;
}
