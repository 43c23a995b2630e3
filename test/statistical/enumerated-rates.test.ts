import { afterAll, describe, expect, test } from 'vitest';
import { weigh } from '../../gate/evidence.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';
import { pairs, policy } from '../unit/gate/paired-fixtures.ts';
import { chanceAtMargin, notFailEdge, passEdge, rates, type Worst, worstOver } from './enumerated.ts';

// A true loss of exactly one margin, independent cases, nominal 5 % and 1 %: every table of gains and losses of every
// n, with its multinomial probability. The worst cases lie between round numbers, so no n is left out.

const margins = [0.02, 0.03, 0.05, 0.1] as const;
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const percent = ({ rate }: Worst) => `${(100 * rate).toFixed(2)} %`;

const lines: string[] = [];
afterAll(() => console.log(lines.join('\n')));

interface AtN extends Worst {
  readonly n: number;
}
const worstOf = (all: readonly AtN[]) => all.reduce((worst, one) => (one.rate > worst.rate ? one : worst));
const told = ({ n, discordance, ...worst }: AtN) =>
  `${percent({ ...worst, discordance })} (n = ${n}, discordance ${discordance.toFixed(3)})`;

function falsePass(n: number, margin: number) {
  const edge = passEdge(n, margin);
  const rateAt = (discordance: number) => chanceAtMargin(edge, margin, discordance);
  const usual = worstOver(rateAt, [margin, 0.5], { points: 32, near: 0.057 });
  const rest = worstOver(rateAt, [0.5, 1], { points: 12, near: 0.063 });
  return { usual: { n, ...usual }, any: { n, ...(rest.rate > usual.rate ? rest : usual) } };
}

function falseFail(n: number, margin: number): AtN {
  const edge = notFailEdge(n, margin);
  const rateAt = (discordance: number) => 1 - chanceAtMargin(edge, margin, discordance);
  return { n, ...worstOver(rateAt, [margin, 1], { points: 14, near: 0.009 }) };
}

describe.each(margins)('at margin %d', (margin) => {
  test('false PASS for every n from 30 to 600: at most 6.8 % with discordance up to .5, 7.2 % with any', () => {
    const found = numbers(30, 600).map((n) => falsePass(n, margin));
    const [usual, any] = [worstOf(found.map((one) => one.usual)), worstOf(found.map((one) => one.any))];
    lines.push(`margin ${margin}: false PASS ${told(usual)}; at any discordance ${told(any)}`);
    expect(usual.rate).toBeLessThanOrEqual(0.068);
    expect(any.rate).toBeLessThanOrEqual(0.072);
    // A rule that never passes would meet the bounds too.
    expect(usual.rate).toBeGreaterThan(0.05);
  });

  test('false FAIL for every n up to 600: at most 1.25 %', () => {
    const worst = worstOf(numbers(1, 600).map((n) => falseFail(n, margin)));
    lines.push(`margin ${margin}: false FAIL ${told(worst)}`);
    expect(worst.rate).toBeLessThanOrEqual(0.0125);
    expect(worst.rate).toBeGreaterThan(0.005);
  });

  test('below n = 30: at most 7.44 % with discordance up to .5, 11.8 % with any', () => {
    const found = numbers(2, 29).map((n) => falsePass(n, margin));
    const [usual, any] = [worstOf(found.map((one) => one.usual)), worstOf(found.map((one) => one.any))];
    lines.push(`margin ${margin}, n < 30: false PASS ${told(usual)}; at any discordance ${told(any)}`);
    lines.push(`  by n: ${found.map((one) => `${one.usual.n} ${percent(one.usual)}`).join(', ')}`);
    expect(usual.rate).toBeLessThanOrEqual(0.0744);
    expect(any.rate).toBeLessThanOrEqual(0.118);
  });

  test('no PASS without a net gain below the floor, by the gate itself, for every n', () => {
    const floor = nonInferiorityFloor(margin, rates.alphaPass);
    // One more loss never helps, so tables with as many losses as gains are the best of theirs.
    for (const n of numbers(2, floor - 1)) {
      for (const b of [0, 1, Math.floor(n / 4), Math.floor(n / 2)]) {
        expect(weigh(pairs(n, b, b), margin, policy).isShown, `${b} gains and losses of ${n}`).toBe(false);
      }
    }
    expect(weigh(pairs(floor, 0, 0), margin, policy).isShown).toBe(true);
  });

  test('the rule that is enumerated is the gate’s, on either side of its edges', () => {
    for (const n of [7, 29, 30, 59, 97, 149, 233, 385, 600]) {
      const [pass, open] = [passEdge(n, margin), notFailEdge(n, margin)];
      const shown = (b: number, c: number) => weigh(pairs(n, c, b), margin, policy).isShown;
      const failed = (b: number, c: number) =>
        (weigh(pairs(n, c, b), margin, policy).pFail ?? 1) <= rates.alphaFail;
      for (const c of [0, 1, 2, 5, Math.ceil(n * margin), Math.floor(n / 4), Math.floor(n / 2)]) {
        const [b, d] = [pass[c] ?? 0, open[c] ?? 0];
        if (b + c <= n) expect(shown(b, c), `${b} gains, ${c} losses of ${n}`).toBe(true);
        if (b > 0 && b - 1 + c <= n)
          expect(shown(b - 1, c), `${b - 1} gains, ${c} losses of ${n}`).toBe(false);
        if (d + c <= n) expect(failed(d, c), `${d} gains, ${c} losses of ${n}`).toBe(false);
        if (d > 0 && d - 1 + c <= n)
          expect(failed(d - 1, c), `${d - 1} gains, ${c} losses of ${n}`).toBe(true);
      }
    }
  });
});
