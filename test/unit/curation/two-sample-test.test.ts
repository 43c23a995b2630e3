import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { textFeatures } from '../../../curation/text-features.ts';
import { twoSampleTest } from '../../../curation/two-sample-test.ts';

const verbs = ['refund', 'cancel', 'change', 'track', 'return', 'replace', 'check', 'update'];
const things = ['order', 'invoice', 'parcel', 'account', 'card', 'address', 'booking', 'ticket'];
const ends = ['today', 'please', 'from last week', 'before Friday', 'that I made', 'for my mother'];

/** Texts of one distribution; another label gives other ones. */
function texts(label: string, n: number, change: (text: string, at: number) => string = (text) => text) {
  const random = createRandom(label);
  return Array.from({ length: n }, (_, at) => ({
    text: change(`I want to ${random.pick(verbs)} the ${random.pick(things)} ${random.pick(ends)}`, at),
    cluster: `${label}/${at}`,
  }));
}

test('two sets of one distribution cannot be told apart', () => {
  const found = twoSampleTest(texts('a', 80), texts('b', 60), 0);
  expect(found?.n).toBe(60);
  expect(found?.auc).toBeGreaterThan(0.35);
  expect(found?.auc).toBeLessThan(0.65);
  expect(found?.aucP).toBeGreaterThan(0.05);
  expect(found?.mmdP).toBeGreaterThan(0.05);
});

test('what a model always says is found, and named first, once', () => {
  const made = texts('b', 60, (text, at) => (at % 10 === 0 ? text : `Certainly! ${text}`));
  const found = twoSampleTest(texts('a', 60), made, 0);
  expect(found?.auc).toBeGreaterThan(0.9);
  expect(found?.aucP).toBe(0.01);
  expect(found?.mmdP).toBe(0.001);
  const [first] = found?.telling ?? [];
  expect(first).toMatchObject({ made: 0.9, anchor: 0 });
  const named = found?.telling.filter(({ name }) => name.includes('Certainly')) ?? [];
  expect(named).toHaveLength(1);
});

test('capitals and lengths tell, too', () => {
  const lower = twoSampleTest(
    texts('a', 40),
    texts('b', 40, (text) => text.toLowerCase()),
    0,
  );
  expect(lower?.auc).toBeGreaterThan(0.95);
  expect(lower?.telling.map(({ name }) => name)).toContain('“I want”');
  const { weights } = textFeatures(['one two three four', 'one']);
  expect([...(weights[0]?.keys() ?? [])]).toContain('4 to 7 words or marks');
  expect([...(weights[1]?.keys() ?? [])]).toContain('1 words or marks');
});

test('a text has length 1 whatever its length, and likeness 0 to one that shares nothing', () => {
  const { kernel } = textFeatures([
    'I want this',
    'I want this, and that, and a great deal more of it',
    '§§§ %%',
  ]);
  expect([0, 1, 2].map((i) => kernel.values[4 * i])).toEqual([1, 1, 1].map((one) => expect.closeTo(one, 12)));
  expect(kernel.values[2]).toBe(0);
  expect(kernel.values[1]).toBeGreaterThan(0);
  expect(kernel.values[1]).toBe(kernel.values[3]);
});

test('copies lie in the cluster of their row: learning the row does not give them away', () => {
  // Each copy says what its row says; were they in different folds, the labels could be learned from the twins.
  const real = texts('a', 60);
  const found = twoSampleTest(real, real, 0);
  expect(found?.auc).toBeLessThan(0.6);
  expect(found?.aucP).toBeGreaterThan(0.05);
});

test('the same sets and seed give the same figures; another seed draws other texts, 150 at most', () => {
  const [a, b] = [texts('a', 40), texts('b', 30)];
  const once = twoSampleTest(a, b, 0);
  expect(twoSampleTest(a, b, 0)).toEqual(once);
  expect(twoSampleTest(a, b, 1)).not.toEqual(once);
  expect(twoSampleTest(texts('a', 160), texts('b', 151), 0)?.n).toBe(150);
});

test('too few texts or clusters: nothing is said', () => {
  expect(twoSampleTest(texts('a', 19), texts('b', 100), 0)).toBeNull();
  const template = texts('b', 100).map((item, at) => ({ ...item, cluster: `template ${at % 4}` }));
  expect(twoSampleTest(texts('a', 100), template, 0)).toBeNull();
});
