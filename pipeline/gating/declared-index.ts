import type { Case } from '../../core/case.ts';
import type { Suite } from '../../core/suite.ts';
import type { DecisionPolicy } from '../../gate/decide.ts';

/**
 * The shares of the declared-weight index: `gate.weights`, which decides, or else those of the skills' weights among
 * real cases, which is told and decides nothing. Empty where neither says anything.
 */
export function declaredIndex(
  { gate, skills }: Suite,
  cases: readonly Case[],
): Pick<DecisionPolicy, 'index'> {
  // A wager has no error for an index.
  if (gate.sequential === 'eprocess') return {};
  if (gate.weights !== null) return { index: { shares: gate.weights, role: 'gate' } };
  const real = new Set(cases.filter((item) => item.origin === 'real').map(({ cell }) => cell.skill));
  const present = skills.filter(({ id }) => real.has(id));
  if (present.length < 2 || present.every(({ weight }) => weight === present[0]?.weight)) return {};
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  const shares = Object.fromEntries(present.map(({ id, weight }) => [id, weight / total]));
  return { index: { shares, role: 'advisory' } };
}
