import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inShard } from '../../../datasets/in-shard.ts';

const cases = fc.array(fc.record({ id: fc.nat(), cluster: fc.string({ maxLength: 3 }) }), { maxLength: 60 });
const shardsOf = (all: readonly { cluster: string }[], count: number) =>
  Array.from({ length: count }, (_, at) => inShard(all, { index: at + 1, count }));

describe('shards', () => {
  test('hold every case once, whole clusters, in order', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), (all, count) => {
        const shards = shardsOf(all, count);
        expect(shards.flat()).toHaveLength(all.length);
        for (const item of all) expect(shards.filter((shard) => shard.includes(item))).toHaveLength(1);
        for (const shard of shards) {
          expect(shard).toEqual(all.filter((item) => shard.includes(item)));
          const own = new Set(shard.map(({ cluster }) => cluster));
          for (const other of shards.filter((one) => one !== shard))
            expect(other.some(({ cluster }) => own.has(cluster))).toBe(false);
        }
      }),
    );
  });

  test('a case stays in its shard whatever else the dataset holds, and in whatever order', () => {
    fc.assert(
      fc.property(cases, cases, (all, more) => {
        const shard = { index: 2, count: 3 };
        const ids = (of: readonly { cluster: string }[]) => new Set(of.map(({ cluster }) => cluster));
        const mixed = ids(inShard([...more, ...all.toReversed()], shard));
        for (const cluster of ids(inShard(all, shard))) expect(mixed.has(cluster)).toBe(true);
      }),
    );
  });

  test('are of about one size', () => {
    const all = Array.from({ length: 4000 }, (_, i) => ({ cluster: `c${i}` }));
    // Binomial with p = 1/4: five standard deviations are 137.
    for (const shard of shardsOf(all, 4)) expect(Math.abs(shard.length - 1000)).toBeLessThan(137);
  });
});
