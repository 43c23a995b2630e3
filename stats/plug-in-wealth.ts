/**
 * Wealth after each value in [−1, 1] of a gambler with one bet that follows the variance seen so far, cut at `share` of
 * the largest that cannot go broke: the predictable plug-in of Waudby-Smith and Ramdas (2024). Valid as
 * `bettingWealth` is; its mixture of fixed bets does better here and has nothing to tune, so this one is for comparison.
 */
export function plugInWealth(
  values: readonly number[],
  bound: number,
  alpha: number,
  share = 0.5,
): readonly number[] {
  const m = (1 + bound) / 2;
  let [wealth, sum, squares, spread] = [1, 0, 0, 0.25];
  return values.map((value, i) => {
    const x = (value + 1) / 2;
    const t = i + 1;
    const bet = Math.sqrt((2 * Math.log(1 / alpha)) / (t * Math.log1p(t) * spread));
    wealth *= 1 + Math.min(bet, share / m) * (x - m);
    sum += x;
    const mean = Math.min(1, (0.5 + sum) / (t + 1));
    squares += (x - mean) ** 2;
    spread = (0.25 + squares) / (t + 1);
    return wealth;
  });
}
