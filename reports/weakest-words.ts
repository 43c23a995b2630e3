import type { SliceResult } from '../core/gate-decision.ts';
import { signed } from './numbers.ts';

const mostShown = 3;

/** The slices that a reader should look at first, a sentence each; empty where none has a rank. */
export function weakestWords(slices: readonly SliceResult[]): readonly string[] {
  const ranked = slices.flatMap((slice) => (slice.rank === null ? [] : [{ ...slice, ...slice.rank }]));
  if (ranked.length < 2) return [];
  const weakest = ranked
    .filter(({ shrunk, differsFromAlike }) => differsFromAlike && shrunk < 0)
    .toSorted((a, b) => a.shrunk - b.shrunk)
    .slice(0, mostShown)
    .map(
      ({ name, shrunk, pBeyondMargin }) =>
        `${name} ${signed(shrunk)}, P(worse than margin) ${chance(pBeyondMargin)}`,
    );
  const listed = ranked.filter(({ isLookHere }) => isLookHere);
  const shown = listed.slice(0, 2 * mostShown).map(({ name }) => name);
  const rest = listed.length > shown.length ? ` and ${listed.length - shown.length} more` : '';
  return [
    ...(ranked.some(({ differsFromAlike }) => differsFromAlike) ? [] : ['no evidence that slices differ']),
    ...(weakest.length > 0 ? [`weakest slices (shrunk): ${weakest.join(' | ')}`] : []),
    ...(listed.length > 0
      ? [`look here (worse at all, one in ten of these by chance): ${shown.join(', ')}${rest}`]
      : []),
  ];
}

/** Two decimals, never a bare 0 or 1. */
function chance(probability: number): string {
  if (probability < 0.005) return '<.01';
  if (probability > 0.995) return '>.99';
  return probability.toFixed(2).replace(/^0/, '');
}
