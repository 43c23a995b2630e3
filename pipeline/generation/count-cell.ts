import type { CellCount } from '../../core/report.ts';
import type { CellPlan } from '../planning/plan-cells.ts';
import type { CasePool } from './case-pool.ts';
import { cellOf } from './lanes.ts';

/** Why a cell has fewer cases than wanted: the generators had nothing more to offer, or the caller's limit was met. */
type Shortfall = 'exhausted' | 'limit';

/** The accounts of a cell. `shortfall` says why no more were made; null where that is not known. */
export function countCell(plan: CellPlan, pool: CasePool, shortfall: Shortfall | null): CellCount {
  const { skill, edgeCase, variants, pairs } = plan;
  const { reasons, ...counts } = pool.tally(cellOf(plan, {}));
  const missing = edgeCase.quota - counts.accepted;
  return {
    skill: skill.id,
    edgeCase: edgeCase.id,
    target: edgeCase.quota,
    ...counts,
    reasons: shortfall !== null && missing > 0 ? { ...reasons, [shortfall]: missing } : reasons,
    variants: variants
      .filter(({ attributes }) => Object.keys(attributes).length > 0)
      .map(({ attributes, target }) => {
        const { accepted } = pool.tally(cellOf(plan, attributes));
        return { attributes, target, accepted };
      }),
    pairs,
  };
}
