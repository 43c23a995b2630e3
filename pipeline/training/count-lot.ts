import type { LotReasons } from './fill-lot.ts';
import type { TrainingLot } from './training-lots.ts';
import type { TrainingPool } from './training-pool.ts';

/** What became of one entry under `training`, for one skill. */
export interface LotCount {
  readonly name: string;
  readonly use: string;
  readonly skill: string;
  readonly edgeCase: string | null;
  /** null: all that come. */
  readonly target: number | null;
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
  /** Reject code or other reason → count. */
  readonly reasons: LotReasons;
}

/** The accounts of a lot; `reasons` of a call that just filled it say more than those that are kept. */
export function countLot(lot: TrainingLot, pool: TrainingPool, reasons?: LotReasons): LotCount {
  const { name, use, skill, target } = lot;
  const tally = pool.tally(lot);
  return {
    name,
    use: use.use,
    skill: skill.id,
    edgeCase: use.edgeCase,
    target,
    ...tally,
    reasons: reasons ?? tally.reasons,
  };
}
