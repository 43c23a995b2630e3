import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../core/errors.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { ReplyError } from '../../core/model.ts';
import { createRandom } from '../../core/random.ts';
import type { GenerateRequest, Generator, Proposal } from '../../core/seams.ts';
import { promptDigest } from '../../core/writing.ts';
import { type Asked, type ScriptedWriter, scriptedWriter } from '../fixtures/models/scripted-writer.ts';

const never = new AbortController().signal;
// Proposals are plain data by their types; JSON has no narrower name for that.
const written = (proposals: readonly Proposal[]) =>
  proposals.map((one) => canonicalJson(one as unknown as Json));

/** Holds a generator that asks models to what `generate` relies on, beside what every generator must do. */
export function writingGeneratorContract(
  name: string,
  make: () => Generator,
  request: GenerateRequest,
  answer: (asked: Asked) => unknown,
  /** How many answers are asked for to one question. */
  samples = 1,
): void {
  const propose = async (writer: ScriptedWriter, most = 12, own: Partial<GenerateRequest> = {}) => {
    const found: Proposal[] = [];
    const asked = { ...request, random: createRandom(3), writer, ...own };
    for await (const proposal of make().propose(asked, never)) if (found.push(proposal) === most) break;
    return found;
  };

  describe(`${name} asks models`, () => {
    test('every case says who wrote it, with which prompt and at what cost', async () => {
      const writer = scriptedWriter(answer);
      const found = await propose(writer);
      expect(found.length).toBeGreaterThan(3);
      const prompts = new Set(writer.asked.map(({ prompt }) => promptDigest(prompt)));
      for (const { writtenBy, params } of found) {
        expect(writtenBy).toMatchObject({ model: 'scripted:writer', lineage: { family: 'b' } });
        expect(prompts).toContain(writtenBy?.promptDigest);
        expect(params).toMatchObject({ prompt: expect.stringContaining(name), sample: expect.any(Number) });
      }
      const costs = new Map<unknown, number>();
      for (const { writtenBy, params } of found) {
        const { sample } = Object(params);
        costs.set(sample, (costs.get(sample) ?? 0) + (writtenBy?.costUsd ?? 0));
      }
      // No more than the question cost; less where the reader stopped in the middle of its cases.
      for (const cost of costs.values()) expect(cost).toBeLessThanOrEqual(0.01 * samples + 1e-12);
    });

    test('the same cases in the same order, whatever order the answers come in', async () => {
      const inTurn = await propose(scriptedWriter(answer), 12, { ahead: 1 });
      const mixed = await propose(
        scriptedWriter(answer, ({ sample }) => (sample % 3 === 0 ? 30 : 1)),
        12,
        { ahead: 8 },
      );
      expect(written(mixed)).toEqual(written(inTurn));
    });

    test('asks ahead, and not more than it may', async () => {
      const writer = scriptedWriter(answer, () => 5);
      await propose(writer, 12, { wanted: 100, ahead: 3 });
      expect(writer.most()).toBeLessThanOrEqual(3);
      const modest = scriptedWriter(answer, () => 5);
      await propose(modest, 1, { wanted: 1, ahead: 8 });
      expect(modest.asked).toHaveLength(samples);
      expect(writer.most()).toBeGreaterThan(1);
    });

    test('answers that cannot be used are passed over; five in a row end it', async () => {
      const broken = (asked: Asked) =>
        Math.floor(asked.sample / samples) % 2 === 0 ? { nonsense: true } : answer(asked);
      expect((await propose(scriptedWriter(broken), 4)).length).toBeGreaterThan(0);
      const cut = scriptedWriter(() => new ReplyError('length', 'cut'));
      expect(await propose(cut)).toEqual([]);
      expect(cut.asked.length).toBeLessThanOrEqual((5 + request.ahead) * samples);
      const empty = scriptedWriter((asked) =>
        Object.fromEntries(Object.keys(Object(answer(asked))).map((key) => [key, []])),
      );
      expect(await propose(empty)).toEqual([]);
      expect(empty.asked.length).toBeLessThanOrEqual((5 + request.ahead) * samples);
    });

    test('a fault of the server is thrown, with nothing left under way', async () => {
      const writer = scriptedWriter(
        ({ sample }) => (sample === 0 ? new InfrastructureError('down', null) : answer({} as never)),
        ({ sample }) => sample * 20,
      );
      await expect(propose(writer)).rejects.toBeInstanceOf(InfrastructureError);
      expect(writer.underWay()).toBe(0);
    });

    test('when nobody takes more, what is under way is called off', async () => {
      const writer = scriptedWriter(answer, ({ sample }) => (sample < samples ? 1 : 10_000));
      const started = performance.now();
      await propose(writer, 1, { wanted: 100 });
      expect(performance.now() - started).toBeLessThan(2000);
      expect(writer.underWay()).toBe(0);
    });

    test('without a model it says what is missing', async () => {
      const ask = async () => {
        for await (const _ of make().propose({ ...request, writer: null }, never)) return;
      };
      await expect(ask()).rejects.toThrow(/needs a model that writes/);
    });

    test('it ends: at most five times what is wanted is offered', async () => {
      const found = await propose(scriptedWriter(answer), 1000, { wanted: 3 });
      expect(found.length).toBeLessThan(30);
    });
  });
}
