import { expect, test } from 'vitest';
import { InfrastructureError } from '../../../../core/errors.ts';
import { ReplyError } from '../../../../core/model.ts';
import { inBatches } from '../../../../models/embedders/in-batches.ts';

const never = new AbortController().signal;
const busy = () => new InfrastructureError('busy', 0);

test('each text is sent once, however often it occurs', async () => {
  const seen: (readonly string[])[] = [];
  const embedder = inBatches('fake', async (texts) => {
    seen.push(texts);
    return texts.map((text) => [text.length, 1]);
  });
  const vectors = await embedder.embed(['aa', 'b', ' ', 'aa', 'b'], never);
  expect(seen).toEqual([['aa', 'b']]);
  expect(vectors.map((vector) => [...vector])).toEqual(
    [[2, 1], [1, 1], null, [2, 1], [1, 1]].map((vector) =>
      vector === null ? [0, 0] : [...Float32Array.from(vector, (value) => value / Math.hypot(...vector))],
    ),
  );
});

test('blank texts alone are no call', async () => {
  let calls = 0;
  const embedder = inBatches('fake', async () => {
    calls++;
    return [];
  });
  expect(await embedder.embed(['', ' \n'], never)).toHaveLength(2);
  expect(calls).toBe(0);
});

test('a fault of infrastructure is tried again as often as said, and then thrown', async () => {
  let calls = 0;
  const failing = inBatches(
    'fake',
    async () => {
      calls++;
      throw busy();
    },
    { retries: 2 },
  );
  await expect(failing.embed(['a'], never)).rejects.toBeInstanceOf(InfrastructureError);
  expect(calls).toBe(3);
});

test('only the batch that failed is sent again', async () => {
  const sizes: number[] = [];
  const embedder = inBatches('fake', async (texts) => {
    sizes.push(texts.length);
    if (sizes.length === 2) throw busy();
    return texts.map((_, index) => [index + 1, 1]);
  });
  const vectors = await embedder.embed(
    Array.from({ length: 70 }, (_, i) => `t${i}`),
    never,
  );
  expect(sizes).toEqual([64, 6, 6]);
  expect(vectors).toHaveLength(70);
});

test('vectors of another length than those before are no reply, also in a later call', async () => {
  let vector: readonly number[] = [];
  const embedder = inBatches('fake', async () => [vector]);
  const faultOf = async () => {
    const error = await embedder.embed(['a'], never).catch((thrown: unknown) => thrown);
    return error instanceof ReplyError ? error.fault : error;
  };
  // A vector of no numbers says nothing of the length of the others.
  expect(await faultOf()).toBe('protocol');
  vector = [3, 4];
  expect((await embedder.embed(['a'], never)).map((one) => [...one])).toEqual([
    [Math.fround(0.6), Math.fround(0.8)],
  ]);
  vector = [3, 4, 0];
  expect(await faultOf()).toBe('protocol');
  vector = [Number.NaN, 1];
  expect(await faultOf()).toBe('protocol');
  vector = [Number.POSITIVE_INFINITY, 1];
  expect(await faultOf()).toBe('protocol');
  vector = new Array<number>(300_000).fill(1);
  expect(await faultOf()).toBe('protocol');
});

test('closing frees what was handed over', async () => {
  let closed = 0;
  const close = async () => {
    closed++;
  };
  await inBatches('fake', async () => [], { close }).close?.();
  expect(closed).toBe(1);
  expect(inBatches('fake', async () => []).close).toBeUndefined();
});
