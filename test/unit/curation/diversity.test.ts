import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { diversity } from '../../../curation/diversity.ts';

test('against values counted by hand', () => {
  // Tokens: a b c | a b d | e f . — pairs ab bc ab bd ef f. of which 5 differ.
  // ROUGE-L: first to second 2·2/6, the third shares nothing.
  const measured = diversity(['a b c', 'A b d', 'e f.']);
  expect(measured).toMatchObject({ n: 3, exactDuplicates: 0, shareOver70: 0 });
  expect(measured?.distinct2).toBeCloseTo(5 / 6, 12);
  expect(measured?.meanMaxRougeL).toBeCloseTo((2 / 3 + 2 / 3 + 0) / 3, 12);
});

test('equal texts: every one but the first is a duplicate, and all have a twin', () => {
  const measured = diversity(['the same', 'the same', 'the same', 'another']);
  expect(measured).toMatchObject({ exactDuplicates: 0.5, shareOver70: 0.75, distinct2: 1 / 3 });
});

test('exactly 0.7 is not over 0.7', () => {
  // Seven of ten tokens in common.
  const same = 'a b c d e f g';
  expect(diversity([`${same} h i j`, `${same} x y z`])).toMatchObject({ meanMaxRougeL: 0.7, shareOver70: 0 });
  expect(diversity([`${same} h i j`, `${same} h y z`])).toMatchObject({ meanMaxRougeL: 0.8, shareOver70: 1 });
});

test('the gzip ratio is that of the lines together', () => {
  const texts = Array.from({ length: 50 }, (_, n) => `Please refund order ${n}.`);
  const lines = Buffer.from(texts.join('\n'));
  expect(diversity(texts)?.gzipRatio).toBe(lines.length / gzipSync(lines, { level: 9 }).length);
  expect(diversity(texts)?.gzipRatio).toBeGreaterThan(4);
});

test('what cannot be measured is null and never 0', () => {
  expect(diversity([])).toBeNull();
  expect(diversity(['one'])).toMatchObject({ n: 1, distinct2: null, meanMaxRougeL: null, shareOver70: null });
  expect(diversity(['', ''])).toMatchObject({ exactDuplicates: 0.5, meanMaxRougeL: 0, distinct2: null });
});
