import { expect, test } from 'vitest';
import { mulberry32 } from '../../../stats/mulberry32.ts';
import { permutedLabels } from '../../../stats/permuted-labels.ts';

test('clusters of one label swap theirs as wholes', () => {
  const labels = [true, true, false, false, false, true];
  const clusters = ['a', 'a', 'b', 'b', 'c', 'd'];
  const random = mulberry32(1);
  const seen = new Set<string>();
  for (let turn = 0; turn < 200; turn++) {
    const dealt = permutedLabels(labels, clusters, random);
    expect(dealt[0]).toBe(dealt[1]);
    expect(dealt[2]).toBe(dealt[3]);
    // Two of the four clusters are true, whichever.
    expect([0, 2, 4, 5].filter((at) => dealt[at] === true)).toHaveLength(2);
    seen.add(dealt.join());
  }
  expect(seen.size).toBe(6);
});

test('a cluster of both labels turns all over, or leaves them', () => {
  const labels = [true, false, false];
  const random = mulberry32(2);
  const seen = new Map<string, number>();
  for (let turn = 0; turn < 1000; turn++) {
    const key = permutedLabels(labels, ['a', 'a', 'a'], random).join();
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(['false,true,true', 'true,false,false']);
  expect(seen.get('true,false,false')).toBeGreaterThan(430);
  expect(seen.get('true,false,false')).toBeLessThan(570);
});

test('what was handed over stays as it is', () => {
  const labels = [true, false];
  permutedLabels(labels, ['a', 'b'], mulberry32(3));
  expect(labels).toEqual([true, false]);
});
