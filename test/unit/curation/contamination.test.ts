import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contaminationFlag } from '../../../curation/contamination-flag.ts';
import { ContaminationScan } from '../../../curation/contamination-scan.ts';
import { NgramIndex } from '../../../curation/ngram-index.ts';
import { plainText } from '../../../curation/plain-text.ts';
import { wordHashes } from '../../../curation/text-grams.ts';

const wordsOf = (text: string) => wordHashes(plainText(text));

/** Reads rows as often as is needed. */
function scan(texts: readonly string[], rows: readonly string[]) {
  const scanned = new ContaminationScan<number>(texts);
  const read = () => {
    for (const [row, text] of rows.entries()) scanned.read(text, row);
  };
  read();
  if (scanned.needsSecondReading()) read();
  return scanned.found;
}

describe('word n-grams (statistics.md T41)', () => {
  const test41 = 'how do i reset my router after a failed firmware update on the new model';
  const train = 'please tell me how do i reset my router after a failed login on the new model today';

  test.each([
    [3, 13 / 15, 9],
    [5, 0.6, 9],
    [8, 0.6, 9],
  ])('n = %d: share of the words %d, longest run %d', (n, share, longestRun) => {
    const [hit] = new NgramIndex([wordsOf(test41)], n).read(wordsOf(train));
    expect((hit?.covered ?? 0) / 15).toBeCloseTo(share, 9);
    expect(hit?.longestRun).toBe(longestRun);
  });

  test('the share counts what one single row covers, not what several cover together', () => {
    const text = 'a b c d e f g h i j k l m n o p';
    const [halves] = scan([text], ['a b c d e f g h', 'i j k l m n o p']);
    expect(halves).toMatchObject({ coverage: { share: 0.5, row: 0 }, longestRun: 8 });
  });

  test('a run is a run in the row as well', () => {
    const [found] = scan(['a b c d e f g h i j k l m n o p'], ['i j k l m n o p a b c d e f g h']);
    expect(found).toMatchObject({ coverage: { share: 1 }, longestRun: 8 });
  });

  test('words that repeat themselves are counted once', () => {
    const [found] = scan(['na na na na na na na na na na'], ['na na na na na na na na na na na na']);
    expect(found).toMatchObject({ coverage: { share: 1 }, longestRun: 10, exact: null });
  });

  test('agrees with what a plain search finds, whatever the words', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 24 });
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 3 }),
        words,
        fc.integer({ min: 1, max: 4 }),
        (texts, row, n) => {
          const hits = new NgramIndex(
            texts.map((text) => wordsOf(text.join(' '))),
            n,
          ).read(wordsOf(row.join(' ')));
          for (const [index, text] of texts.entries()) {
            const has = (from: number, to: number) =>
              row.some(
                (_, at) => to - from > 0 && text.slice(from, to).every((word, i) => row[at + i] === word),
              );
            const grams = text.flatMap((_, at) => (at + n <= text.length && has(at, at + n) ? [at] : []));
            const covered = text.filter((_, at) => grams.some((from) => from <= at && at < from + n)).length;
            let longest = 0;
            for (let from = 0; from < text.length; from++)
              for (let to = from + n; to <= text.length; to++)
                if (has(from, to)) longest = Math.max(longest, to - from);
            const hit = hits.find((other) => other.text === index) ?? { covered: 0, longestRun: 0 };
            expect([hit.covered, hit.longestRun]).toEqual([covered, longest]);
          }
        },
      ),
    );
  });
});

describe('what is too common', () => {
  const boilerplate = 'thank you for calling our help line how may i';
  const rows = Array.from({ length: 500 }, (_, i) => (i < 11 ? `${boilerplate} ${i}` : `row ${i}`));

  test('an 8-gram in more than 10 rows and more than 1 % of them counts for nothing', () => {
    const text = `${boilerplate} find the quickest way to the station today please`;
    const [found] = scan([text], rows);
    expect(found).toMatchObject({ ngram8: true, coverage: null, longestRun: 0 });
  });

  test('in 10 rows it counts, and in 11 of very many', () => {
    const text = `${boilerplate} find the quickest way to the station today please`;
    expect(scan([text], rows.slice(1))[0]?.coverage).toMatchObject({ share: 10 / 19 });
    const many = [...rows, ...Array.from({ length: 700 }, (_, i) => `more ${i}`)];
    expect(scan([text], many)[0]?.coverage).toMatchObject({ share: 10 / 19 });
  });

  test('what is around it still counts', () => {
    const rest = 'find the quickest way to the station today please';
    const [found] = scan([`${boilerplate} ${rest}`], [...rows, `and then ${rest}`]);
    expect(found).toMatchObject({ coverage: { share: 9 / 19, row: 500 }, longestRun: 9 });
  });
});

describe('short texts', () => {
  test('one letter changed: alike by character 5-grams', () => {
    const [found] = scan(['where is my new card it has not come'], ['where is my new card it hasn not come']);
    // 32 and 33 5-grams; "has n" … lost, "hasn " … new.
    expect(found?.exact).toBeNull();
    expect(found?.jaccard?.value).toBeGreaterThan(0.7);
    expect(found?.jaccard?.row).toBe(0);
  });

  test('Jaccard by hand', () => {
    // abcde bcdef cdefg / abcde bcdef cdefg defgh
    expect(scan(['abcdefg'], ['abcdefgh'])[0]?.jaccard).toEqual({ value: 0.75, row: 0 });
    expect(scan(['abc'], ['ABC!'])[0]).toMatchObject({ exact: 0, jaccard: { value: 1, row: 0 } });
  });

  test('case, punctuation and forms of letters are no difference', () => {
    expect(scan(['Where — is ＩＴ?'], ['where is it'])[0]?.exact).toBe(0);
    expect(scan(['我的卡丢了。'], ['我的卡丢了'])[0]?.exact).toBe(0);
  });

  test('texts without a word overlap with nothing', () => {
    for (const found of scan(['', '?!'], ['', '!?', 'a']))
      expect(found).toMatchObject({ exact: null, jaccard: null, coverage: null, ngram8: false });
  });

  test('every text is found by its own copy, and the first row is named', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }),
        (texts) => {
          for (const [index, found] of scan(texts, [...texts, ...texts]).entries()) {
            const plain = plainText(texts[index] ?? '');
            if (plain === '') expect(found.exact).toBeNull();
            else expect(found.exact).toBe(texts.findIndex((text) => plainText(text) === plain));
          }
        },
      ),
    );
  });
});

describe('flags', () => {
  const none = { words: 20, exact: null, coverage: null, jaccard: null };

  test.each([
    ['the same words', { ...none, exact: 3 }, 'drop', 'exact'],
    ['half of 16 words', { ...none, words: 16, coverage: { share: 0.5, row: 3 } }, 'drop', 'coverage'],
    ['a fifth', { ...none, coverage: { share: 0.2, row: 3 } }, 'list', 'coverage'],
    ['nearly the same characters', { ...none, words: 5, jaccard: { value: 0.8, row: 3 } }, 'drop', 'jaccard'],
    [
      'a fifth, and nearly the same characters',
      { ...none, coverage: { share: 0.3, row: 1 }, jaccard: { value: 0.9, row: 3 } },
      'drop',
      'jaccard',
    ],
  ] as const)('%s: %s', (_, found, level, measure) => {
    expect(contaminationFlag<number>(found)).toMatchObject({ level, measure, row: 3 });
  });

  test.each([
    ['less than a fifth', { ...none, coverage: { share: 0.19, row: 3 } }],
    ['n-grams of a short text', { ...none, words: 15, coverage: { share: 1, row: 3 } }],
    ['character 5-grams that are less alike', { ...none, jaccard: { value: 0.79, row: 3 } }],
  ])('%s: none', (_, found) => {
    expect(contaminationFlag<number>(found)).toBeNull();
  });
});
