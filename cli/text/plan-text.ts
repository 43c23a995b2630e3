import { wrap } from '../../core/wrap.ts';
import type { SuitePlan } from '../../pipeline/plan.ts';
import type { Session } from '../session.ts';
import { moneyText } from './estimate-text.ts';
import { table } from './table.ts';

const columns = ['', 'n', 'clusters', 'margin', 'floor', 'differ', 'needed', 'missing', 'can show'];

/** What `plan` tells people. */
export function planText(plan: SuitePlan, colors: Session['colors']): string {
  const { basis, power, sets, notes } = plan;
  const rows = sets.flatMap(({ name, n, clusters, margin, floor, plans, measured }) =>
    [...plans, ...(measured === null ? [] : [measured])].map((one, index) => [
      ...(index === 0 ? [name, `${n}`, `${clusters}`, `${margin}`, `${floor}`] : ['', '', '', '', '']),
      `${percent(one.discordance)}${one === measured ? ' seen' : ''}`,
      `${one.cases}`,
      one.missing === 0 ? 'none' : `+${one.missing}`,
      one.margin === null ? 'none' : one.margin.toFixed(3),
    ]),
  );
  const source =
    basis.status === 'measured'
      ? `seen: run ${basis.run} beside baseline ${basis.baseline}`
      : `assumed shares only: ${basis.why}`;
  return [
    colors.bold(`Cases with which equal models PASS ${percent(power)} of the time`),
    table(columns, rows),
    ...[
      source,
      'differ: share of cases that one of the models does better on. can show: smallest margin for today’s cases with the same chance. Fewer independent cases than the floor never pass without a net gain.',
      ...costLines(plan),
      ...notes,
    ].flatMap((line) => wrap(line, 78).map((part) => `  ${part}`)),
  ].join('\n');
}

/** What the missing cases of each arm cost. */
function costLines({ sets }: SuitePlan): readonly string[] {
  return sets
    .filter(({ name, origin }) => name === origin)
    .flatMap(({ name, plans, measured }) => {
      const open = (measured === null ? plans : [measured]).filter(({ missing }) => missing > 0);
      if (open.length === 0) return [];
      const each = open.map(({ missing, usd }) => `+${missing}: ${moneyText(usd)}`).join(', ');
      return [
        name === 'real'
          ? `real, to test what is missing once (its collecting comes on top): ${each}`
          : `synthetic, to make what is missing and test it once: ${each}`,
      ];
    });
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
