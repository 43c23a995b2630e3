import { gaussLegendre, type Node } from './gauss-legendre.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { requireFraction } from './require-fraction.ts';

/** Scores this far out, in standard deviations, have no weight that double precision could see. */
const reach = 9;

/**
 * How much of a one-sided alpha may be spent once the share `seen` of the information is in: 2(1 − Φ(z_(1−alpha/2)/√t)),
 * the O'Brien-Fleming-type function of Lan and DeMets (1983). Next to nothing at first, alpha at the end.
 */
export function obrienFlemingSpending(alpha: number, seen: number): number {
  requireFraction('alpha', alpha);
  if (!(seen > 0 && seen <= 1)) throw new RangeError(`the share seen must lie in (0, 1], got ${seen}`);
  return 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(seen));
}

/**
 * One-sided z-bounds for looks at these shares of the information: crossed at any of them with probability alpha under
 * the hypothesis, spent as {@link obrienFlemingSpending} says. By recursive integration over the scores that have not
 * crossed yet (Armitage, McPherson and Rowe 1969); held to rpact's to five decimals.
 * Throws a RangeError unless the shares rise and end at or before 1.
 */
export function obrienFlemingBounds(shares: readonly number[], alpha: number): readonly number[] {
  const bounds: number[] = [];
  let spent = 0;
  let before = 0;
  let open: readonly Node[] = [{ x: 0, weight: 1 }];
  for (const share of shares) {
    if (!(share > before))
      throw new RangeError(`looks must come one after the other, got ${shares.join(', ')}`);
    const [step, spread] = [Math.sqrt(share - before), Math.sqrt(share)];
    const spending = obrienFlemingSpending(alpha, share);
    const edge = crossing(open, step, spending - spent, -spread * normalQuantile(spending));
    bounds.push(edge / spread);
    open = carryOn(open, step, Math.min(edge, reach * spread), -reach * spread);
    spent = spending;
    before = share;
  }
  return bounds;
}

/**
 * The score above which the open ones land with this probability after a step with this deviation: Newton's method on
 * the logarithm of that probability, which is concave, from the score where nobody had crossed before.
 */
function crossing(open: readonly Node[], step: number, probability: number, start: number): number {
  let edge = start;
  for (let round = 0; round < 60; round += 1) {
    let [above, density] = [0, 0];
    for (const { x, weight } of open) {
      const z = (x - edge) / step;
      above += weight * normalCdf(z);
      density += (weight * Math.exp(-0.5 * z * z)) / (step * Math.sqrt(2 * Math.PI));
    }
    const move = (Math.log(above / probability) * above) / density;
    edge += move;
    if (Math.abs(move) < 1e-12) break;
  }
  return edge;
}

/** The density of the scores that have not crossed the edge, as nodes with their mass. */
function carryOn(open: readonly Node[], step: number, edge: number, low: number): readonly Node[] {
  const panels = Math.max(1, Math.ceil((edge - low) / (2 * step)));
  return gaussLegendre(low, edge, panels).map(({ x, weight }) => {
    const density = open.reduce(
      (sum, node) => sum + node.weight * Math.exp(-0.5 * ((x - node.x) / step) ** 2),
      0,
    );
    return { x, weight: (weight * density) / (step * Math.sqrt(2 * Math.PI)) };
  });
}
