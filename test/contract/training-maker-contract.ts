import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import type { TrainingMaker, TrainingProposal, TrainingRequest } from '../../core/seams.ts';
import { trainingKinds } from '../../core/training-item.ts';

async function madeBy(maker: TrainingMaker, request: TrainingRequest, signal = new AbortController().signal) {
  const found: TrainingProposal[] = [];
  for await (const one of maker.make(request, signal)) found.push(one);
  return found;
}

// Proposals are plain data by their types; JSON has no narrower name for that.
const written = (proposals: readonly TrainingProposal[]) =>
  proposals.map((one) => canonicalJson(one as unknown as Json));

/** Holds a part to what `generate --split train` relies on; `request` is one that it can serve. */
export function trainingMakerContract(
  name: string,
  make: () => TrainingMaker,
  request: TrainingRequest,
): void {
  const withSeed = (seed: number) => ({ ...request, random: createRandom(seed) });

  describe(`${name} makes training material`, () => {
    test('of seeds that it was given, each kind with what belongs to it', async () => {
      const made = await madeBy(make(), request);
      expect(made.length).toBeGreaterThan(0);
      for (const { seed, kind, answer, rationale, rejected } of made) {
        expect(request.seeds).toContain(seed);
        expect(trainingKinds).toContain(kind);
        expect(answer).toMatch(/\S/);
        expect(rationale !== null).toBe(kind === 'reasoning');
        expect(rejected !== null).toBe(kind === 'preference');
        expect(rejected).not.toBe(answer);
      }
    });

    test('plain data, each item once, in the order of the seeds', async () => {
      const made = await madeBy(make(), request);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      expect(new Set(written(made)).size).toBe(made.length);
      const order = made.map(({ seed }) => request.seeds.indexOf(seed));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    });

    test('the same seed gives the same bytes, whatever other seeds there are', async () => {
      const all = written(await madeBy(make(), withSeed(7)));
      expect(written(await madeBy(make(), withSeed(7)))).toEqual(all);
      const [first] = request.seeds;
      const alone = written(await madeBy(make(), { ...withSeed(7), seeds: [first] }));
      expect(all.slice(0, alone.length)).toEqual(alone);
    });

    test('an aborted call gives nothing, and the seeds stay as they were', async () => {
      const before = structuredClone(request.seeds);
      const aborted = AbortSignal.abort(new Error('enough'));
      await expect(madeBy(make(), request, aborted)).rejects.toBe(aborted.reason);
      await madeBy(make(), request);
      expect(request.seeds).toEqual(before);
    });
  });
}
