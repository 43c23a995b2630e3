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

test('unrelated texts are far, and so is a paraphrase in other words: it knows no meaning', async () => {
  expect(await near(complaint, 'How do I change the password of my account?')).toBeLessThan(0.2);
  expect(await near('I lost my card', 'The plastic went missing')).toBeLessThan(0.2);
});

test('signs alone are told apart', async () => {
  expect(await near('???', '???')).toBeCloseTo(1, 5);
  expect(await near('???', ':-)')).toBeLessThan(0.5);
});
