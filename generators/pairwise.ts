import type { Random } from '../core/random.ts';
import { OpenPairs, type Pair } from './open-pairs.ts';
import { shuffledIndexes } from './shuffled-indexes.ts';

/** A row of a covering array: for each factor the index of its level. */
export interface PairwiseRow {
  readonly levels: readonly number[];
  /** Pairs of levels that this row and the ones before it cover. */
  readonly covered: number;
}

/** How many pairs of levels of different factors there are. */
export function countPairs(sizes: readonly number[]): number {
  let seen = 0;
  let pairs = 0;
  for (const size of sizes) {
    pairs += seen * size;
    seen += size;
  }
  return pairs;
}

/** Rows tried for each row taken: more of them make the array a little smaller. */
const triesPerRow = 8;

/**
 * Rows that together hold every pair of levels of any two factors, where `sizes` says how many levels each factor
 * has. Greedy, one row at a time, so the first rows cover most (Cohen, Dalal, Fredman and Patton 1997, AETG): each
 * row starts from a pair not yet covered and takes for the other factors, in random order, the level that covers most.
 * One factor gives each of its levels once, none gives one empty row. The same sizes and seed give the same rows.
 */
export function* pairwiseRows(sizes: readonly number[], random: Random): Generator<PairwiseRow> {
  if (sizes.some((size) => size < 1)) throw new RangeError('every factor needs at least one level');
  const [only] = sizes;
  if (sizes.length <= 1) {
    const rows = only === undefined ? [[]] : [...shuffledIndexes(only, random)].map((level) => [level]);
    for (const levels of rows) yield { levels, covered: 0 };
    return;
  }
  const open = new OpenPairs(sizes);
  for (const index of shuffledIndexes(open.total, random)) {
    const start = open.pairAt(index);
    if (!open.has(start)) continue;
    let best: readonly number[] = [];
    let bestGain = -1;
    for (let attempt = 0; attempt < triesPerRow; attempt++) {
      const levels = fillRow(sizes, start, open, random);
      const gain = open.gain(levels);
      if (gain > bestGain) [best, bestGain] = [levels, gain];
    }
    open.cover(best);
    yield { levels: best, covered: open.total - open.left };
  }
}

function fillRow(sizes: readonly number[], start: Pair, open: OpenPairs, random: Random): readonly number[] {
  const row = sizes.map(() => -1);
  for (const side of [0, 1] as const) row[start.factors[side]] = start.levels[side];
  const others = sizes.map((_, factor) => factor).filter((factor) => row[factor] === -1);
  const set = [...start.factors];
  for (const factor of random.shuffle(others)) {
    const size = sizes[factor] ?? 0;
    const offset = random.integer(0, size - 1);
    let best = offset;
    let bestGain = -1;
    for (let step = 0; step < size; step++) {
      const level = (offset + step) % size;
      let gain = 0;
      for (const other of set) if (open.isOpen(factor, level, other, row[other] ?? 0)) gain += 1;
      if (gain > bestGain) [best, bestGain] = [level, gain];
    }
    row[factor] = best;
    set.push(factor);
  }
  return row;
}
