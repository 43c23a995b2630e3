/** Where to take a function and how much it counts there. */
export interface Node {
  readonly x: number;
  readonly weight: number;
}

const order = 16;
const standard = legendreNodes();

/**
 * Nodes and weights to integrate a smooth function over [low, high] by Gauss-Legendre quadrature, sixteen nodes in each
 * of so many equal panels. Exact for polynomials up to degree 31.
 */
export function gaussLegendre(low: number, high: number, panels: number): readonly Node[] {
  const half = (high - low) / panels / 2;
  return Array.from({ length: panels }, (_, panel) => low + (2 * panel + 1) * half).flatMap((centre) =>
    standard.map(({ x, weight }) => ({ x: centre + half * x, weight: half * weight })),
  );
}

/** On [−1, 1]: the roots of the Legendre polynomial by Newton's method. */
function legendreNodes(): readonly Node[] {
  return Array.from({ length: order }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step += 1) {
      let [before, value] = [1, x];
      for (let n = 2; n <= order; n += 1) {
        [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
      }
      slope = (order * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}
