import type { Spend } from '../../core/report.ts';
import { writeProbeCases } from '../../datasets/probe-cases.ts';
import { type AllocationRule, allocate } from '../../gaps/allocate.ts';
import { totalSpend } from '../call-meter.ts';
import type { Gaps } from '../gaps.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { fillableCells } from './fillable-cells.ts';
import { makeProbe } from './make-probe.ts';

/** The real probe rows, and what was made of them. */
export interface ProbeFilled {
  readonly rows: number;
  readonly wanted: number;
  readonly made: number;
  readonly spend: Spend;
}

interface ProbeWork {
  readonly loaded: LoadedSuite;
  readonly gaps: Gaps;
  readonly real: RealData;
  readonly rule: AllocationRule;
  readonly seed: number;
  readonly wanted: number;
}

/** Makes the probe of a round; where it makes none, that of the round before stays until a round is recorded. */
export async function fillProbe(
  { loaded, gaps, real, rule, seed, wanted }: ProbeWork,
  signal: AbortSignal,
): Promise<ProbeFilled> {
  const rows = casesOf(real.probe).length;
  const cells = fillableCells(loaded, gaps);
  const budget = rows === 0 || cells.length === 0 ? 0 : wanted;
  if (budget === 0) return { rows, wanted: 0, made: 0, spend: totalSpend([]) };
  const made = await makeProbe(loaded, real, allocate(budget, cells, rule, seed), seed, signal);
  if (made.cases.length > 0) writeProbeCases(loaded.paths, made.cases);
  return { rows, wanted: budget, made: made.cases.length, spend: made.spend };
}
