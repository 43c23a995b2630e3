import { counted } from '../../core/counted.ts';
import { wrap } from '../../core/wrap.ts';
import type { SuitePlan } from '../../pipeline/plan.ts';
import type { RepeatsWorth } from '../../pipeline/sizing/repeats-worth.ts';
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
      ...plan.repeats.map(repeatsLine),
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

/** Less than this is no reason to ask twice. */
const littleNoise = 0.1;

/** Whether more attempts at the same cases would do instead of more cases. */
function repeatsLine({ origin, n, attempts, noise, twice, most }: RepeatsWorth): string {
  const { candidate, baseline } = attempts;
  const asked =
    candidate === baseline ? counted(candidate, 'attempt') : `${candidate} and ${baseline} attempts`;
  const seen = `${origin}: with ${asked} a case the models’ own noise makes ${percent(noise)} of what ${counted(n, 'case')} vary by`;
  if (noise < littleNoise) return `${seen}: more attempts hardly help, more cases do`;
  const end = most === null ? '' : `, any number of them as about ${most}`;
  return `${seen}: twice the attempts are worth as much as about ${counted(twice, 'more case')}${end}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
