import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { BandTable } from '../../../curation/band-table.ts';
import { GramSet } from '../../../curation/gram-set.ts';
import { JaccardIndex } from '../../../curation/jaccard-index.ts';
import { SimilaritySketch } from '../../../curation/similarity-sketch.ts';

const random = createRandom('sketches');
const hash = () => random.integer(0, 0xffffffff);
const members = (count: number) => Uint32Array.from({ length: count }, hash);

/** A set that shares so many of `count` members with the given one: Jaccard's index is shared / (2 · count − shared). */
function sharing(one: Uint32Array, shared: number): Uint32Array {
  return Uint32Array.from(one, (member, at) => (at < shared ? member : hash()));
}

function valuesOf(of: Uint32Array, places = 125): Uint32Array {
  const sketch = new SimilaritySketch(places);
  sketch.sketch(of);
  return sketch.values.slice();
}

describe('a sketch', () => {
  test.each([
    [120, 40],
    [120, 80],
    [30, 25],
    [6, 4],
  ])('of sets of %d that share %d agrees in as many places as Jaccard says', (count, shared) => {
    const pairs = 200;
    let agreed = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const one = members(count);
      const other = valuesOf(sharing(one, shared));
      agreed += valuesOf(one).filter((value, place) => value === other[place]).length;
    }
    const jaccard = shared / (2 * count - shared);
    // Four standard errors of a mean over independent places, which is more than it is for these.
    const error = 4 * Math.sqrt((jaccard * (1 - jaccard)) / (pairs * Math.min(125, count)));
    expect(Math.abs(agreed / (pairs * 125) - jaccard)).toBeLessThan(error);
  });

  test('does not depend on the order of the members, nor on copies', () => {
    const one = members(50);
    const again = Uint32Array.from([...one, ...one].reverse());
    expect(valuesOf(again)).toEqual(valuesOf(one));
  });

  test('of one member fills every place', () => {
    expect(new Set(valuesOf(members(1))).size).toBeGreaterThan(100);
    expect(valuesOf(new Uint32Array(0))).toEqual(new Uint32Array(125));
    expect(() => new SimilaritySketch(128)).toThrow(RangeError);
  });
});

/** Of pairs of sets of 100 that are so alike, the share that the table gives as candidates. */
function shareFound(jaccard: number, pairs: number): number {
  const shared = Math.round((200 * jaccard) / (1 + jaccard));
  const table = new BandTable();
  const all = Array.from({ length: pairs }, () => members(100));
  for (const one of all) table.add(one);
  const found = all.filter((one, pair) => table.candidates(sharing(one, shared)).includes(pair));
  return found.length / pairs;
}

describe('bands', () => {
  test('find near duplicates with the chance that 25 bands of 5 give: 1 − (1 − s^5)^25', () => {
    expect(shareFound(0.8, 2000)).toBeGreaterThan(0.995);
    // 0.5: 0.548, with an error of 0.011.
    expect(shareFound(0.5, 2000)).toBeGreaterThan(0.49);
    expect(shareFound(0.5, 2000)).toBeLessThan(0.61);
    expect(shareFound(0.2, 2000)).toBeLessThan(0.03);
  });

  test('an empty set is found by nothing', () => {
    const table = new BandTable();
    table.add(new Uint32Array(0));
    expect(table.candidates(new Uint32Array(0))).toEqual([]);
  });
});

test('an index that has grown beyond what it looks through exactly finds the same near sets, and each once', () => {
  const filled = new GramSet();
  const fill = (grams: Uint32Array) => {
    filled.fill(grams);
    return filled;
  };
  const [exact, large] = [new JaccardIndex(), new JaccardIndex(100)];
  const all = Array.from({ length: 1000 }, () => members(60));
  for (const [at, one] of all.entries()) {
    // Every tenth is a copy of one before it, 56 of 64 alike.
    const set = at % 10 === 9 ? sharing(all[at - 9] ?? one, 56) : one;
    for (const index of [exact, large]) index.add(fill(set));
  }
  let near = 0;
  for (const one of all) {
    const found = exact.near(fill(one), 0.8);
    expect(large.near(fill(one), 0.8)).toEqual(found);
    near += found.length;
  }
  // 900 find themselves, and 100 of them their copy.
  expect(near).toBe(1000);
});
