import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../core/random.ts';
import { discoverSlices } from '../../../gaps/discover-slices.ts';
import { gapCells } from '../../../gaps/gap-cells.ts';
import type { ObservedCase } from '../../../gaps/observed-case.ts';
import { isSearched } from '../../../gaps/search-half.ts';
import { canCluster, clusterFeatures, clusterTexts } from '../../../gaps/text-clusters.ts';
import { observed, observedMany } from './observed-fixtures.ts';

/** Topics of thirty words each, none of which is common: no single word tells of a topic in eight cases of a half. */
const topics = Array.from({ length: 6 }, (_, topic) =>
  Array.from(
    { length: 30 },
    (__, at) => `w${String.fromCharCode(97 + topic, 97 + (at % 26), 97 + Math.floor(at / 26))}`,
  ),
);
const topicOf = (text: string) => text.charCodeAt(1) - 97;
const textOf = (topic: number, random: Random) =>
  `${random.pick(topics[topic] ?? [])} ${random.pick(topics[topic] ?? [])}`;

/** As an embedder would: near to the others of the topic, whatever the words. */
function vectorOf(text: string): Float32Array {
  const vector = vectors.get(text) ?? embedded(text);
  vectors.set(text, vector);
  return vector;
}

const vectors = new Map<string, Float32Array>();

function embedded(text: string): Float32Array {
  if (text.trim() === '') return new Float32Array(8);
  const random = createRandom(text);
  const values = Array.from(
    { length: 8 },
    (_, at) => (at === topicOf(text) ? 1 : 0) + 0.3 * (random.next() - 0.5),
  );
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

/** Cases of all topics in turn, failing by chance, and of one topic more often. */
function cases(n: number, seed: string, failing: { readonly weak: number; readonly rest: number }) {
  const random = createRandom(seed);
  return observedMany(n, (index) => ({
    text: textOf(index % 6, random),
    score: random.chance(index % 6 === 2 ? failing.weak : failing.rest) ? 0 : 1,
  }));
}

function search(all: readonly ObservedCase[]) {
  const clusterings = clusterTexts(all, vectorOf);
  return discoverSlices(all, gapCells(all, []), new Set(), [], ({ text }) =>
    clusterFeatures(clusterings, vectorOf(text)),
  );
}

describe('a weakness that no word and no tag tells', () => {
  const all = cases(360, 'planted', { weak: 0.6, rest: 0.05 });
  const confirmed = (found: ReturnType<typeof search>) => found.filter(({ isConfirmed }) => isConfirmed);

  test('is confirmed as a cluster, with the topic as its cases; without vectors it is not found', () => {
    const [first, ...others] = confirmed(search(all));
    expect(first).toMatchObject({ kind: 'cluster', origin: 'real' });
    expect(others).toEqual([]);
    const own = new Set(first?.cases);
    const topic = all.filter((_, index) => index % 6 === 2).map(({ id }) => id);
    expect(topic.filter((id) => own.has(id)).length).toBeGreaterThan(0.9 * topic.length);
    expect(own.size).toBeLessThan(1.1 * topic.length);
    expect(confirmed(discoverSlices(all, gapCells(all, []), new Set(), []))).toEqual([]);
  });

  test('the same cases and vectors give the same slices, in whatever order they come', () => {
    expect(search(all)).toEqual(search(all));
    const shuffled = createRandom('order').shuffle(all);
    const told = (found: ReturnType<typeof search>) =>
      found.map(({ name, tested: { n, rate } }) => ({ name, n, rate }));
    expect(told(search(shuffled))).toEqual(told(search(all)));
  });

  test('clusters are made of the half that is searched: what the other half says or scores changes none', () => {
    const other = all.map((item) => (isSearched(item) ? item : { ...item, text: 'wfzz wfzz', score: 0 }));
    expect(clusterTexts(other, vectorOf)).toEqual(clusterTexts(all, vectorOf));
    const scored = all.map((item) => ({ ...item, score: 1 - item.score }));
    expect(clusterTexts(scored, vectorOf)).toEqual(clusterTexts(all, vectorOf));
  });
});

test('without a weakness clusters are confirmed no more often than the level: 200 sets at 5 %', () => {
  let sets = 0;
  for (let at = 0; at < 200; at++) {
    const found = search(cases(150, `null ${at}`, { weak: 0.3, rest: 0.3 }));
    if (found.some(({ kind, isConfirmed }) => kind === 'cluster' && isConfirmed)) sets++;
  }
  // 10 expected at most; 19 or more in 0.5 % of such tests (binomial).
  expect(sets).toBeLessThan(19);
});

describe('names', () => {
  const named = (textsOf: (index: number) => Partial<ObservedCase>) =>
    clusterTexts(
      observedMany(240, (index) => textsOf(index)),
      (text) => vectorOf(`w${text[0]}`),
    ).map(({ names }) => names);

  test('are the words and tags that are commoner inside than outside, and differ', () => {
    const topicsOf = [
      { text: 'a please refund my pending transfer', tags: ['mobile'] },
      { text: 'b please open the door', tags: [] },
    ];
    const [four = [], ...finer] = named((index) => topicsOf[index % 2] ?? {});
    // `please` is everywhere, `a` and `my` are too short: of what is left, equally telling, the first by the alphabet.
    expect(four).toContain('~"#mobile, pending, refund"');
    expect(four).toContain('~"door, open, the"');
    const all = [four, ...finer].flat();
    expect(new Set(all).size).toBe(all.length);
  });

  test('hold no number and no word that fewer than three cases say', () => {
    const [four = []] = named((index) => ({
      text: `${'abcd'[index % 4]} 4111111111 secret${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`,
    }));
    expect(four.toSorted()).toEqual([1, 2, 3, 4].map((at) => `~cluster ${at} of 4`));
  });
});

test('a blank text lies in no cluster; a few cases, and cases that all fail or pass, are not clustered', () => {
  const all = cases(240, 'some', { weak: 0.5, rest: 0.1 });
  expect(clusterFeatures(clusterTexts(all, vectorOf), vectorOf(' '))).toEqual([]);
  expect(canCluster(all)).toBe(true);
  expect(canCluster(all.slice(0, 60))).toBe(false);
  expect(canCluster(all.map((item) => ({ ...item, cluster: 'one' })))).toBe(false);
  for (const score of [0, 1]) expect(canCluster(all.map((item) => ({ ...item, score })))).toBe(false);
  expect(canCluster([...all, observed('blank', { text: ' ' })])).toBe(true);
});
