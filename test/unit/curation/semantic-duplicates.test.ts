import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../../core/case.ts';
import type { Embedder } from '../../../core/embedding.ts';
import { createRandom } from '../../../core/random.ts';
import { type Meaning, SemanticDuplicates } from '../../../curation/semantic-duplicates.ts';
import { SemanticIndex } from '../../../curation/semantic-index.ts';
import { semanticLimits } from '../../../curation/semantic-limits.ts';

const signal = new AbortController().signal;

/** Directions in the plane: the cosine of two texts is that of the angle between them, in degrees, that they name. */
function angles(asked: string[] = []): Embedder {
  return {
    id: 'angles',
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => {
        const radians = (Number(/-?\d+/.exec(text)?.[0] ?? 180) * Math.PI) / 180;
        return Float32Array.of(Math.cos(radians), Math.sin(radians));
      });
    },
  };
}

const degrees = (cosine: number) => (Math.acos(cosine) * 180) / Math.PI;

interface More {
  readonly model?: string | null;
  readonly label?: string;
  readonly edgeCase?: string;
  readonly parent?: Meaning;
}

function meaning(id: string, angle: number, more: More = {}): Meaning {
  const { model = 'm', label = 'a', edgeCase = 'e', parent } = more;
  const generated: Candidate['provenance'] = {
    kind: 'generated',
    by: 'g',
    version: '1',
    model,
    lineage: null,
    promptDigest: null,
    params: {},
    seed: 0,
    parents: parent === undefined ? [] : [parent.id],
    depth: 1,
    costUsd: 0,
    copyable: true,
  };
  return {
    id,
    cluster: parent?.cluster ?? id,
    cell: { skill: 's', edgeCase },
    input: { messages: [{ role: 'user', content: `at ${angle} degrees` }] },
    expected: { kind: 'label', label },
    provenance: generated,
  };
}

/** What the candidate is found to mean the same as. Without an anchor the limits are the usual ones: 23 and 32 degrees. */
async function nearest(candidate: Meaning, ...others: readonly Meaning[]) {
  const known = new Map([candidate, ...others].map((item) => [item.id, item]));
  const set = new SemanticDuplicates(angles(), [], (id) => known.get(id));
  for (const other of others) set.add(other);
  const found = await set.find(candidate, signal);
  for (const other of others) {
    const one = await set.areOne(candidate, other, signal);
    if (other.provenance.kind === 'generated' && other.provenance.model !== null)
      expect(await set.areOne(other, candidate, signal)).toBe(one);
  }
  return found;
}

describe('what a model wrote', () => {
  test('means the same from a cosine of 0.92 on, whatever it is about', async () => {
    const found = await nearest(
      meaning('b', 20, { label: 'x', edgeCase: 'f' }),
      meaning('far', 90),
      meaning('a', 0),
    );
    expect(found).toMatchObject({ id: 'a', code: 'semantic-dup', measure: 'meaning' });
    expect(degrees(found?.value ?? 0)).toBeCloseTo(20, 3);
    expect(await nearest(meaning('b', 25, { label: 'x' }), meaning('a', 0))).toBeNull();
  });

  test('from 0.85 on in one cell with one expected value', async () => {
    expect(await nearest(meaning('b', 30), meaning('a', 0))).toMatchObject({ id: 'a' });
    expect(await nearest(meaning('b', 30, { edgeCase: 'f' }), meaning('a', 0))).toBeNull();
    expect(await nearest(meaning('b', 33), meaning('a', 0))).toBeNull();
  });

  test('is no duplicate of its parent, and of a sibling only where they are nearer to each other', async () => {
    const parent = meaning('p', 0);
    expect(await nearest(meaning('b', 5, { parent }), parent)).toBeNull();
    expect(await nearest(meaning('b', 5, { parent }), parent, meaning('a', -5, { parent }))).toBeNull();
    expect(await nearest(meaning('b', 15, { parent }), parent, meaning('a', 14, { parent }))).toMatchObject({
      id: 'a',
    });
  });

  test('what rules made is not compared', async () => {
    expect(await nearest(meaning('b', 0, { model: null }), meaning('a', 0))).toBeNull();
    expect(await nearest(meaning('b', 0), meaning('a', 0, { model: null }))).toBeNull();
  });
});

test('each text is embedded once, and nothing before it is needed', async () => {
  const asked: string[] = [];
  const set = new SemanticDuplicates(angles(asked), [], () => undefined);
  for (let n = 0; n < 5; n++) set.add(meaning(`a${n}`, 40 * n));
  expect(await set.find(meaning('r', 0, { model: null }), signal)).toBeNull();
  expect(asked).toEqual([]);
  await set.find(meaning('b', 7), signal);
  set.add(meaning('b', 7));
  await set.find(meaning('c', 8), signal);
  expect(asked).toHaveLength(7);
});

test('nothing that is added during searches at the same time is lost', async () => {
  const set = new SemanticDuplicates(angles(), [], () => undefined);
  set.add(meaning('a', 0));
  const first = set.find(meaning('r', 90), signal);
  const second = set.find(meaning('s', 270), signal);
  set.add(meaning('b', 180));
  expect([await first, await second]).toEqual([null, null]);
  expect(await set.find(meaning('c', 2), signal)).toMatchObject({ id: 'a' });
  expect(await set.find(meaning('d', 182), signal)).toMatchObject({ id: 'b' });
});

describe('the limits of a model', () => {
  /** Real texts so many degrees beside a common direction, each on a side of its own. */
  const model = (apart: number): Embedder => ({
    id: 'm',
    embed: async (texts) =>
      texts.map((text) => {
        const vector = new Float32Array(101);
        vector[0] = Math.cos((apart * Math.PI) / 180);
        vector[1 + Number(/\d+/.exec(text)?.[0])] = Math.sin((apart * Math.PI) / 180);
        return vector;
      }),
  });
  const texts = Array.from({ length: 60 }, (_, n) => `Where is parcel ${n}?`);

  test('are the usual ones where real texts are further apart, and where there are too few', async () => {
    expect(await semanticLimits(model(80), texts, signal)).toEqual({ always: 0.92, alike: 0.85, n: 60 });
    expect(await semanticLimits(model(1), texts.slice(0, 19), signal)).toEqual({
      always: 0.92,
      alike: 0.85,
      n: 0,
    });
  });

  test('are higher for a model to which all texts are alike', async () => {
    // Two texts of the model lie at right angles to each other around the common direction.
    const near = Math.cos((6 * Math.PI) / 180) ** 2;
    const { always, alike } = await semanticLimits(model(6), texts, signal);
    expect([always, alike]).toEqual([expect.closeTo(near, 5), expect.closeTo(near, 5)]);
  });

  test('of one cell alone where texts are between the two', async () => {
    const { always, alike } = await semanticLimits(model(20), texts, signal);
    expect([always, alike]).toEqual([0.92, expect.closeTo(Math.cos((20 * Math.PI) / 180) ** 2, 5)]);
  });
});

test('in blocks nearly all of what comparing all finds is found', () => {
  const random = createRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const unit = (numbers: readonly number[]) => {
    const length = Math.hypot(...numbers);
    return Float32Array.from(numbers, (value) => value / length);
  };
  const topics = Array.from({ length: 40 }, () => Array.from({ length: 24 }, normal));
  const vectors = Array.from({ length: 1500 }, (_, n) =>
    unit((topics[n % 40] ?? []).map((value) => value + 0.5 * normal())),
  );
  const [exact, blocked] = [new SemanticIndex(), new SemanticIndex(300)];
  for (const vector of vectors) for (const index of [exact, blocked]) index.add(vector);
  let [all, found] = [0, 0];
  for (const vector of vectors.slice(0, 300)) {
    const expected = exact.near(vector, 0.85);
    const known = new Set(expected.map(({ item }) => item));
    const near = blocked.near(vector, 0.85);
    for (const { item } of near) expect(known).toContain(item);
    all += expected.length;
    found += near.length;
  }
  expect(all).toBeGreaterThan(1000);
  expect(found / all).toBeGreaterThan(0.98);
});
