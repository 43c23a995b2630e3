import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rougeLOfTokens } from '../../../core/rouge-l.ts';
import { GramSet } from '../../../curation/gram-set.ts';
import { JaccardIndex } from '../../../curation/jaccard-index.ts';
import { plainText } from '../../../curation/plain-text.ts';
import { PostingLists } from '../../../curation/posting-lists.ts';
import { PrefixIndex } from '../../../curation/prefix-index.ts';
import { RougeLIndex } from '../../../curation/rouge-l-index.ts';
import { rougeLTo } from '../../../curation/rouge-l-to.ts';
import { charGrams, wordGrams, wordHashes } from '../../../curation/text-grams.ts';
import { jaccard } from '../../../curation/text-print.ts';

const sets = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 9 }), { maxLength: 8 });
const filled = (grams: readonly number[]) => {
  const set = new GramSet();
  set.fill(Uint32Array.from(grams));
  return set;
};

test('Jaccard by index finds exactly what comparing all finds', () => {
  fc.assert(
    fc.property(
      sets,
      fc.array(fc.integer({ min: 0, max: 12 })),
      fc.double({ min: 0.05, max: 1 }),
      (all, query, least) => {
        const index = new JaccardIndex();
        for (const grams of all) index.add(filled(grams));
        const expected = all
          .map((grams, set) => {
            const [a, b] = [new Set(grams), new Set(query)];
            const shared = [...a].filter((gram) => b.has(gram)).length;
            return { set, value: shared === 0 ? 0 : shared / (a.size + b.size - shared) };
          })
          .filter(({ value }) => value > 0 && value >= least)
          .sort((a, b) => b.value - a.value || a.set - b.set);
        expect(index.near(filled(query), least)).toEqual(expected);
      },
    ),
  );
});

test('the same where all sets are known beforehand', () => {
  // Sets of up to 40 grams out of few: there are near ones, large and small.
  const grams = fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 40 });
  const family = fc
    .tuple(grams, fc.array(fc.tuple(fc.nat(45), fc.nat(45)), { maxLength: 4 }))
    .map(([one, changes]) => [one, one.map((gram) => changes.find(([from]) => from === gram)?.[1] ?? gram)]);
  fc.assert(
    fc.property(
      fc.array(family, { minLength: 1, maxLength: 5 }),
      grams,
      fc.double({ min: 0.05, max: 1 }),
      (families, other, least) => {
        const all = families.flat();
        const prefixed = new PrefixIndex(least);
        const index = new JaccardIndex();
        for (const one of all) {
          prefixed.add(filled(one));
          index.add(filled(one));
        }
        for (const query of [other, ...all])
          expect(prefixed.near(filled(query))).toEqual(index.near(filled(query), least));
      },
    ),
  );
});

test('ROUGE-L by index finds exactly what comparing all finds', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 6 }),
      words,
      fc.double({ min: 0.05, max: 1 }),
      (texts, query, least) => {
        const index = new RougeLIndex();
        for (const text of texts) index.add(wordHashes(text.join(' ')));
        const expected = texts
          .map((text, item) => ({ item, value: rougeLOfTokens(query, text) }))
          .filter(({ value }) => value > 0 && value >= least)
          .sort((a, b) => b.value - a.value || a.item - b.item);
        expect(index.near(wordHashes(query.join(' ')), least)).toEqual(expected);
      },
    ),
  );
});

test('ROUGE-L by bits is that of the table, for texts of any length', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 100 });
  fc.assert(
    fc.property(words, words, words, (text, one, two) => {
      const likenessTo = rougeLTo(wordHashes(text.join(' ')));
      for (const other of [one, two, text])
        expect(likenessTo(wordHashes(other.join(' ')))).toBeCloseTo(rougeLOfTokens(text, other), 12);
    }),
  );
});

test('lists keep what was added, however many keys there are', () => {
  const lists = new PostingLists();
  for (let value = 0; value < 5000; value++) lists.add((value * 2654435761) >>> 0, value);
  for (let value = 0; value < 5000; value += 7) lists.add((value * 2654435761) >>> 0, -value);
  expect(lists.lists).toBe(5000);
  const list = lists.listOf((14 * 2654435761) >>> 0);
  expect(lists.lengthOf(list)).toBe(2);
  expect(lists.valueOf(lists.headOf(list))).toBe(-14);
  expect(lists.valueOf(lists.after(lists.headOf(list)))).toBe(14);
  expect(lists.after(lists.after(lists.headOf(list)))).toBe(-1);
  expect(lists.listOf(12_345)).toBe(-1);
});

describe('grams', () => {
  test('plain text: words in lower case with one space between', () => {
    expect(plainText(' Where — is_it?! ')).toBe('where is_it');
    expect(plainText('ＡＢＣ①é\u0301')).toBe('abc1é\u0301'.normalize('NFKC'));
    expect(plainText('?!')).toBe('');
  });

  test('one hash for each word, equal for equal words; Han characters and kana stand alone', () => {
    const [one, two, three] = wordHashes('same other same');
    expect(one).toBe(three);
    expect(one).not.toBe(two);
    expect(wordHashes('我的 card丢了')).toHaveLength(5);
    expect(wordHashes('')).toHaveLength(0);
  });

  test('all runs of 5 characters, of a shorter text the whole', () => {
    expect(charGrams('abcdefg')).toHaveLength(3);
    expect(charGrams('abcde')).toEqual(charGrams('xabcde').subarray(1));
    expect(charGrams('abc')).toHaveLength(1);
    expect(charGrams('')).toHaveLength(0);
    expect(wordGrams(wordHashes('a b c d'), 3)).toHaveLength(2);
    expect(wordGrams(wordHashes('a b'), 3)).toHaveLength(0);
  });

  test('different runs have different hashes', () => {
    const texts = Array.from({ length: 20_000 }, (_, n) => n.toString(36).padStart(5, '0'));
    expect(new Set(texts.map((text) => charGrams(text)[0])).size).toBeGreaterThan(19_990);
  });

  test('Jaccard of two sets', () => {
    expect(jaccard(charGrams('abcdefg'), charGrams('abcdefgh'))).toBe(0.75);
    expect(jaccard(charGrams(''), charGrams(''))).toBe(0);
  });
});
