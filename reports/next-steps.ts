import { counted } from '../core/counted.ts';
import type { Report } from '../core/report.ts';
import { isAdvisory } from './is-advisory.ts';

/**
 * What would settle an inconclusive gate: a sentence for each gating arm and each critical slice that was not shown.
 * Empty for any other verdict.
 */
export function nextSteps(report: Pick<Report, 'status' | 'arms' | 'slices' | 'index'>): readonly string[] {
  if (report.status !== 'inconclusive') return [];
  const arms = report.arms.map((arm) => ({ ...arm, name: arm.origin }));
  const critical = report.slices.filter((slice) => slice.critical);
  const gating = [...arms, ...critical].filter((result) => !isAdvisory(report, result.origin));
  const index = report.index?.role === 'gate' ? [{ ...report.index, name: 'index' }] : [];
  return [...gating, ...index]
    .filter((result) => result.status === 'inconclusive')
    .map(({ name, nMore, labels }) =>
      nMore === null
        ? `${name}: near the margin: more cases rarely help`
        : `+${counted(nMore, `${name} ${labels === 'human-and-judged' ? 'pair with labels' : 'case'}`)} → about gate.power (80 % unless the suite says else) to PASS if the models are equal`,
    );
}
