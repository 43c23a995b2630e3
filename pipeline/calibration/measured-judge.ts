import type { Lineage } from '../../core/suite.ts';

/** Whose word is measured: another version, or other prompts, make another judge. */
export interface MeasuredJudge {
  /** Whether it rules on cases or on answers. */
  readonly about: 'case' | 'output';
  /** As verdicts name it; of answers the scorer, or `SCORER by MODEL`. */
  readonly judge: string;
  readonly version: string;
  /** null where no single model speaks. */
  readonly lineage: Lineage | null;
}
