import type { Report } from '../core/report.ts';
import { isAdvisory } from './is-advisory.ts';
import { counted } from './numbers.ts';

/**
 * What would settle an inconclusive gate: a sentence for each gating arm and each critical slice that was not shown.
 * Empty for any other verdict.
 */
export function nextSteps(report: Pick<Report, 'status' | 'arms' | 'slices'>): readonly string[] {
  if (report.status !== 'inconclusive') return [];
  const arms = report.arms.map((arm) => ({ ...arm, name: arm.origin }));
  const critical = report.slices.filter((slice) => slice.critical);
  return [...arms, ...critical]
    .filter((result) => result.status === 'inconclusive' && !isAdvisory(report, result.origin))
    .map(({ name, nMore }) =>
      nMore === null
        ? `${name}: near the margin: more cases rarely help`
        : `+${counted(nMore, `${name} case`)} → about gate.power (80 % unless the suite says else) to PASS if the models are equal`,
    );
}
