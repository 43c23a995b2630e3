import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cosine } from '../../../../core/embedding.ts';
import { lexicalEmbedder } from '../../../../models/embedders/lexical-embedder.ts';

const never = new AbortController().signal;
async function near(one: string, other: string): Promise<number> {
  const [a, b] = await lexicalEmbedder().embed([one, other], never);
  if (a === undefined || b === undefined) throw new Error('a vector is missing');
  return cosine(a, b);
}
const complaint = 'My parcel has not arrived although the tracking says it was delivered on Monday.';

describe('what is written alike is near', () => {
  test.each([
    ['letter case and signs', complaint.toUpperCase().replace('.', '!'), 0.99],
    ['one typo', complaint.replace('delivered', 'delievred'), 0.85],
    [
      'another order',
      'On Monday the tracking says it was delivered although my parcel has not arrived.',
      0.75,
    ],
  ])('%s', async (_, other, least) => {
    expect(await near(complaint, other)).toBeGreaterThan(least);
  });

  test('also without spaces between words', async () => {
    expect(
      await near('我的包裹还没有到，请问什么时候能送到？', '我的包裹还没到，请问什么时候送到？'),
    ).toBeGreaterThan(0.5);
    expect(await near('我的包裹还没有到，请问什么时候能送到？', '请帮我取消信用卡')).toBeLessThan(0.2);
  });
});

test.each([
  ['vowel signs of Devanagari', 'दिन', 'दान'],
  ['vowel signs of Thai', 'กิน', 'กัน'],
  ['marks of Hebrew', 'כֹּל', 'כֵּל'],
  ['signs of arithmetic', 'Is 2 + 2 = 4?', 'Is 2 - 2 = 4?'],
  ['a minus', '-5', '5'],
  ['names that end in signs', 'C++', 'C#'],
])('%s tell texts apart', async (_, one, other) => {
  expect(await near(one, other)).toBeLessThan(0.95);
});

test.each([
  ['letters that fold to two', 'Die Straße ist groß', 'DIE STRASSE IST GROSS'],
  ['the final sigma', 'ΠΟΙΟΣ ΕΙΝΑΙ', 'ποιος ειναι'],
  ['accents of Greek', 'ΐ ΰ', 'Ϊ́ Ϋ́'],
  ['composed and decomposed', 'caf\u00e9', 'cafe\u0301'],
  ['wide and bold letters', 'ｈｅｌｌｏ 𝗛𝗘𝗟𝗟𝗢', 'hello hello'],
])('%s are no difference', async (_, one, other) => {
  expect(await near(one, other)).toBeCloseTo(1, 5);
});

test('every text that is not blank has a vector of unit length, the same each time', async () => {
  // Of texts with two features some have features that cancel out.
  const letters = Array.from({ length: 6000 }, (_, i) => String.fromCodePoint(0x4e00 + i));
  const texts = letters.flatMap((letter) => [letter, `${letter}?`]);
  const lengths = (await lexicalEmbedder().embed(texts, never)).map((vector) => Math.hypot(...vector));
  expect(lengths).toHaveLength(12_000);
  expect(texts.filter((__, index) => Math.abs((lengths[index] ?? 0) - 1) > 1e-6)).toEqual([]);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), async (text) => {
      const [once] = await lexicalEmbedder().embed([text], never);
      const [again] = await lexicalEmbedder().embed([`${text}`], never);
      if (once === undefined) throw new Error('a vector is missing');
      expect(again).toEqual(once);
      expect(cosine(once, once)).toBeCloseTo(text.trim() === '' ? 0 : 1, 4);
    }),
  );
});

test('an abort ends a long list between two batches', async () => {
  const controller = new AbortController();
  const texts = Array.from({ length: 20_000 }, (_, i) => `${complaint} ${i}`);
  setImmediate(() => controller.abort(new Error('enough')));
  await expect(lexicalEmbedder().embed(texts, controller.signal)).rejects.toThrow('enough');
});

test('unrelated texts are far, and so is a paraphrase in other words: it knows no meaning', async () => {
  expect(await near(complaint, 'How do I change the password of my account?')).toBeLessThan(0.2);
  expect(await near('I lost my card', 'The plastic went missing')).toBeLessThan(0.2);
});

test('signs alone are told apart', async () => {
  expect(await near('???', '???')).toBeCloseTo(1, 5);
  expect(await near('???', ':-)')).toBeLessThan(0.5);
});
