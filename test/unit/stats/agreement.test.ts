import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../../stats/cohen-kappa.ts';
import { gwetAc1 } from '../../../stats/gwet-ac1.ts';
import { krippendorffAlpha } from '../../../stats/krippendorff-alpha.ts';

const BALANCED = [
  [40, 9],
  [6, 45],
];
/** One category is rare: the raters hardly ever differ, and kappa is low all the same. */
const LOPSIDED = [
  [85, 5],
  [5, 5],
];

/** Three raters, fifteen units: the example in the README of the Python package krippendorff. */
const README = [
  [null, null, null, null, null, 3, 4, 1, 2, 1, 1, 3, 3, null, 3],
  [1, null, 2, 1, 3, 3, 4, 3, null, null, null, null, null, null, null],
  [null, null, 2, 1, 3, 4, 4, null, 2, 1, 1, 3, 3, null, 4],
];

/** Four observers, twelve units: Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C. */
const PAPER = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];

describe('cohenKappa', () => {
  test.each([
    [BALANCED, 0.69951923, 0.0713936, 0.85],
    [LOPSIDED, 0.44444444, 0.14724519, 0.9],
  ])('T17: kappa and its error of %j (statsmodels cohens_kappa)', (table, kappa, se, observed) => {
    const found = cohenKappa(table);
    expect(found?.kappa).toBeCloseTo(kappa, 7);
    expect(found?.se).toBeCloseTo(se, 7);
    expect(found?.observed).toBeCloseTo(observed, 12);
  });

  test('three categories (statsmodels cohens_kappa)', () => {
    const found = cohenKappa([
      [22, 3, 1],
      [4, 30, 6],
      [0, 5, 29],
    ]);
    expect(found?.kappa).toBeCloseTo(0.7112462006, 9);
    expect(found?.se).toBeCloseTo(0.060063867, 9);
  });

  test('is 1 without error where raters agree throughout, and the same with the raters swapped', () => {
    expect(
      cohenKappa([
        [3, 0],
        [0, 5],
      ]),
    ).toMatchObject({ kappa: 1, se: 0, observed: 1 });
    const swapped = cohenKappa([
      [40, 6],
      [9, 45],
    ]);
    expect(swapped?.kappa).toBeCloseTo(cohenKappa(BALANCED)?.kappa ?? Number.NaN, 12);
    expect(swapped?.se).toBeCloseTo(cohenKappa(BALANCED)?.se ?? Number.NaN, 12);
  });

  test('tells nothing of no items, nor of one category throughout', () => {
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      cohenKappa([
        [0, 0],
        [0, 9],
      ]),
    ).toBeNull();
  });
});

describe('gwetAc1', () => {
  test.each([
    [BALANCED, 0.70074813],
    [LOPSIDED, 0.87804878],
  ])('T17: AC1 of %j (statistics.md, Gwet 2008)', (table, ac1) => {
    expect(gwetAc1(table)).toBeCloseTo(ac1, 7);
  });

  test('is 1 where raters agree throughout, one category or more', () => {
    expect(
      gwetAc1([
        [3, 0],
        [0, 5],
      ]),
    ).toBe(1);
    expect(
      gwetAc1([
        [0, 0],
        [0, 9],
      ]),
    ).toBe(1);
    expect(
      gwetAc1([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});

describe.each([
  ['cohenKappa', cohenKappa],
  ['gwetAc1', gwetAc1],
] as const)('%s', (_, agreement) => {
  test('refuses tables that are none', () => {
    for (const wrong of [
      [],
      [[1]],
      [[1, 2]],
      [[1, 2], [3]],
      [
        [1, -1],
        [0, 1],
      ],
      [
        [1, Number.NaN],
        [0, 1],
      ],
    ]) {
      expect(() => agreement(wrong)).toThrow(RangeError);
    }
  });
});

describe('krippendorffAlpha', () => {
  test.each([
    ['nominal', 0.69135802],
    ['interval', 0.81084489],
    ['ordinal', 0.80672142],
  ] as const)('T18: %s (krippendorff, the example of its README)', (level, alpha) => {
    expect(krippendorffAlpha(README, level)).toBeCloseTo(alpha, 7);
  });

  test.each([
    ['nominal', 0.743, 0.743421052631579],
    ['ordinal', 0.815, 0.8153875037548814],
    ['interval', 0.849, 0.8491071428571428],
  ] as const)('%s: %d as Krippendorff (2011) prints it, %d by krippendorff 0.9', (level, printed, digits) => {
    const alpha = krippendorffAlpha(PAPER, level);
    expect(alpha).toBeCloseTo(printed, 3);
    expect(alpha).toBeCloseTo(digits, 12);
  });

  test('names are as good as numbers at the nominal level, and refused above it', () => {
    const named = README.map((row) => row.map((value) => (value === null ? null : `category ${value}`)));
    expect(krippendorffAlpha(named, 'nominal')).toBeCloseTo(0.69135802, 7);
    expect(() => krippendorffAlpha(named, 'ordinal')).toThrow(RangeError);
    expect(() =>
      krippendorffAlpha(
        [
          [1, 2],
          [Number.NaN, 2],
        ],
        'interval',
      ),
    ).toThrow(RangeError);
  });

  test('units with one rating change nothing, nor does the order of units or raters', () => {
    const cell = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 4 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(table, (units) => {
        const rows = (of: readonly (readonly (number | null)[])[]) =>
          [0, 1, 2].map((i) => of.map((u) => u[i] ?? null));
        const alpha = krippendorffAlpha(rows(units), 'ordinal');
        const others = [
          krippendorffAlpha(rows([...units, [3, null, null]]), 'ordinal'),
          krippendorffAlpha(rows(units.toReversed()), 'ordinal'),
          krippendorffAlpha(rows(units).toReversed(), 'ordinal'),
        ];
        for (const other of others) {
          if (alpha === null) expect(other).toBeNull();
          else expect(other).toBeCloseTo(alpha, 9);
        }
      }),
    );
  });

  test('nothing to compare is null: no units, single ratings, one value throughout', () => {
    expect(krippendorffAlpha([], 'nominal')).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'interval',
      ),
    ).toBeNull();
    expect(() => krippendorffAlpha([[1, 2], [1]], 'nominal')).toThrow(RangeError);
  });
});
