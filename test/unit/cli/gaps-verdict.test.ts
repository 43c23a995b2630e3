import { expect, test } from 'vitest';
import { gapsVerdict } from '../../../cli/text/gaps-verdict.ts';
import { gapCells } from '../../../gaps/gap-cells.ts';
import { weighCells } from '../../../gaps/weigh-cells.ts';
import { observedMany } from '../gaps/observed-fixtures.ts';

/** The sentence on two labels of 40 cases with so many wrong. */
function told(wrong: readonly [number, number], goal: number | null = null): string {
  const cases = wrong.flatMap((count, label) =>
    observedMany(40, (index) => ({ label: `l${label}`, score: index < count ? 0 : 1 }), `l${label}/`),
  );
  const margin = { real: 0.05, synthetic: 0.05 };
  const cells = weighCells(gapCells(cases, []), cases, { goal, margin, alphaPass: 0.05, weightOf: () => 1 });
  const failures = wrong[0] + wrong[1];
  return gapsVerdict({ arms: [{ origin: 'real', n: 80, failures, rate: 1 - failures / 80 }], cells, goal });
}

test('a hopeless target is told as such, also where a case or two are right', () => {
  expect(told([40, 40])).toMatch(/^Every case fails: .*Look at the target/);
  expect(told([40, 39])).toMatch(/^Nearly every case fails, 79 of 80: .*Look at the target/);
  expect(told([39, 40], 0.9)).toMatch(/^Nearly every case fails/);
});

test('a target that is as bad everywhere: what to do; a weak cell; nothing wrong', () => {
  expect(told([14, 14])).toContain('`--goal 0.95`');
  expect(told([14, 14], 0.9)).toMatch(/^2 of 2 cells are weak: below the goal of 90.0 %.* 0.95 or more/);
  expect(told([2, 20])).toMatch(/^1 of 2 cells is weak: below the rest of their arm/);
  expect(told([4, 4], 0.9)).toBe(
    'No cell is shown to be weaker than the goal of 90.0 % by more than the margin.',
  );
  expect(told([0, 0])).toMatch(/^No failures/);
});
