import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import type { GenerateRequest, Generator, Proposal } from '../../core/seams.ts';

const mostRead = 40;
const sources = ['declared', 'computed', 'inherited', 'proposed'];
const effects = ['invariant', 'label-map', 'unknown', null];

/** The first proposals of a generator; all of them where there are fewer. */
async function firstOf(generator: Generator, request: GenerateRequest): Promise<readonly Proposal[]> {
  const found: Proposal[] = [];
  for await (const proposal of generator.propose(request, new AbortController().signal)) {
    if (found.push(proposal) === mostRead) break;
  }
  return found;
}

// Proposals are plain data by their types; JSON has no narrower name for that.
const written = (proposals: readonly Proposal[]) =>
  proposals.map((one) => canonicalJson(one as unknown as Json));

/**
 * Holds a generator to what `generate` relies on. `request` is one that it can serve, with parents where it needs
 * them; its stream of random numbers is replaced.
 */
export function generatorContract(name: string, make: () => Generator, request: GenerateRequest): void {
  const withSeed = (seed: number): GenerateRequest => ({ ...request, random: createRandom(seed) });
  const proposed = (seed = 1) => firstOf(make(), withSeed(seed));

  describe(`${name} is a generator`, () => {
    test('it proposes something', async () => {
      expect((await proposed()).length).toBeGreaterThan(0);
    });

    test('a proposal is whole: input, expected value, who vouches for it, claims', async () => {
      for (const { input, expected, expectedFrom, tags, claims } of await proposed()) {
        expect(input.messages.some(({ role }) => role === 'user')).toBe(true);
        for (const { content } of input.messages) expect(content).not.toMatch(/\p{Surrogate}/u);
        expect(expected.kind).toMatch(/\w/);
        expect(sources).toContain(expectedFrom);
        expect(new Set(tags).size).toBe(tags.length);
        expect(effects).toContain(claims.effect);
        if (typeof claims.language === 'string') expect(['cell', 'any']).toContain(claims.language);
        else expect(claims.language.is).toMatch(/^[a-z]{2}$/);
        expect(claims.edits).not.toContain('expected');
        const share = claims.maxChangedWords ?? 0;
        expect(share >= 0 && share <= 1).toBe(true);
        if (claims.words !== null && claims.words !== 'any')
          expect(claims.words.min).toBeLessThanOrEqual(claims.words.max);
      }
    });

    test('a proposal is plain data, as JSON can hold it', async () => {
      const proposals = await proposed();
      expect(JSON.parse(JSON.stringify(proposals))).toEqual(proposals);
    });

    test('it descends from something: parents that were offered, else a row, template, rule or scenario', async () => {
      const offered = (['seeds', 'heldout', 'accepted'] as const).flatMap((source) =>
        request.parents(source),
      );
      const known = new Set(offered.map(({ id }) => id));
      const documents = request.documents.map(({ id, copyable }) => ({ cluster: id, copyable }));
      const material = [...request.unlabelled, ...documents];
      for (const { parents, cluster, madeOf, expectedFrom, claims } of await proposed()) {
        for (const id of parents) expect(known).toContain(id);
        if (parents.length === 0) {
          if (madeOf === undefined) expect(cluster).toMatch(/\S/);
          else {
            const own = material.find((one) => one.cluster === madeOf.cluster);
            expect(own).toBeDefined();
            if (madeOf.copyable) expect(own?.copyable).toBe(true);
          }
          expect(claims.effect).toBe(null);
          expect(expectedFrom).not.toBe('inherited');
        }
      }
    });

    test('the same seed gives the same bytes', async () => {
      const first = written(await proposed(7));
      expect(written(await proposed(7))).toEqual(first);
    });

    test('one generator, asked twice at a time, keeps nothing between the two', async () => {
      const generator = make();
      const [one, two] = await Promise.all([
        firstOf(generator, withSeed(7)),
        firstOf(generator, withSeed(7)),
      ]);
      expect(written(two)).toEqual(written(one));
      expect(written(await firstOf(generator, withSeed(7)))).toEqual(written(one));
    });

    test('the texts differ', async () => {
      const proposals = await proposed();
      const texts = new Set(proposals.map(({ input }) => JSON.stringify(input)));
      expect(texts.size).toBeGreaterThan(Math.min(1, proposals.length - 1));
    });

    test('an aborted call gives nothing', async () => {
      const abort = AbortSignal.abort(new Error('enough'));
      const found: Proposal[] = [];
      const consume = async () => {
        for await (const proposal of make().propose(withSeed(1), abort)) found.push(proposal);
      };
      await consume().catch((error: unknown) => expect(error).toBe(abort.reason));
      expect(found).toEqual([]);
    });

    test('the parents stay as they were', async () => {
      const parents = () =>
        (['seeds', 'heldout', 'accepted'] as const).map((source) => request.parents(source));
      const before = structuredClone(parents());
      await proposed();
      expect(parents()).toEqual(before);
    });
  });
}
