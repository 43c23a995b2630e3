import { counted } from '../core/counted.ts';
import type { Report } from '../core/report.ts';
import { declared, interval, percent, signed } from './numbers.ts';

/**
 * How far the arms are apart and what past comparisons say of synthetic cases alone; a sentence each, the one about a
 * conflict first. Empty without synthetic cases.
 */
export function gapWords({
  gap,
  transfer,
  arms,
}: Pick<Report, 'gap' | 'transfer' | 'arms'>): readonly string[] {
  if (gap === null || transfer === null) return [];
  const z = gap.z === null ? '' : `, z ${zWords(gap.z)}`;
  const conflict =
    'synthetic-real-conflict: the arms point in opposite directions, further apart than chance explains; it overrides nothing';
  return [
    ...(gap.isConflict ? [conflict] : []),
    `real-synthetic ${signed(gap.difference)}${z}; ${historyWords(transfer, arms)}`,
  ];
}

function historyWords(
  { runs, needed, band, level, isShown }: NonNullable<Report['transfer']>,
  arms: Report['arms'],
): string {
  if (band === null) {
    return `transfer history ${runs} of ${needed} runs: synthetic alone says nothing about production yet`;
  }
  const margin = arms.find(({ origin }) => origin === 'real')?.margin ?? 0;
  const claim = isShown === true ? 'no worse than' : 'not shown to be no worse than';
  return `transfer history ${counted(runs, 'run')}: by synthetic alone, production would lie in ${interval(band)} at ${percent(level)}, ${claim} the margin ${declared(margin)}`;
}

/** One decimal; what rounds to nothing has no sign. */
function zWords(z: number): string {
  const digits = Math.abs(z).toFixed(1);
  if (digits === '0.0') return digits;
  return `${z < 0 ? '-' : '+'}${digits}`;
}
