import type { LoadedSuite } from '../load-suite.ts';
import { readsAttributes } from './attribute-problems.ts';
import { type CellPlan, planCells } from './plan-cells.ts';

/** The plan of a loaded suite: its cells, each divided by the attributes that its generators read. */
export function planSuite({ suite, registry }: LoadedSuite, seed: number): readonly CellPlan[] {
  return planCells(suite, seed, readsAttributes(registry));
}
