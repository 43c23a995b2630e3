import type { ArmResult } from '../core/gate-decision.ts';
import { excerpt } from './excerpt.ts';
import { declared, interval, percent, proportion, pValue, signed } from './numbers.ts';
import { plainTable } from './plain-table.ts';
import { isSmallPass, smallPassRemark, statusWords } from './status-words.ts';
import { type Colors, indented, paragraph, statusPaint } from './text-layout.ts';

/** The arms side by side, a column for each, with the reason of those that decide nothing. */
export function armLines(arms: readonly ArmResult[], colors: Colors): readonly string[] {
  const columns = [
    { head: 'arm', align: 'left' as const },
    ...arms.map((arm) => ({ head: heading(arm), align: 'left' as const })),
  ];
  const advisory = arms.filter((arm) => arm.role === 'advisory');
  return [
    ...indented(plainTable(columns, rows(arms, colors))),
    ...(arms.some(isSmallPass) ? paragraph(`* ${smallPassRemark}`) : []),
    ...advisory.flatMap((arm) =>
      paragraph(`${arm.origin} decides nothing here: ${excerpt(arm.reason, 600)}`),
    ),
  ];
}

function heading(arm: ArmResult): string {
  return arm.role === 'advisory' ? `${arm.origin} (advisory)` : arm.origin;
}

function rows(arms: readonly ArmResult[], colors: Colors): readonly (readonly string[])[] {
  const row = (label: string, cell: (arm: ArmResult) => string) => [label, ...arms.map(cell)];
  const designEffect = (arm: ArmResult) => (arm.designEffect === null ? 'n/a' : arm.designEffect.toFixed(2));
  return [
    row('n', (arm) => (arm.missing > 0 ? `${arm.n} (${arm.missing} missing)` : `${arm.n}`)),
    row('clusters', (arm) => `${arm.clusters} (deff ${designEffect(arm)})`),
    row('gains / losses', (arm) => `${arm.gains} / ${arm.losses}`),
    row('baseline', (arm) => proportion(arm.baseline)),
    row('candidate', (arm) => proportion(arm.candidate)),
    row('difference', (arm) => signed(arm.difference)),
    row('interval', (arm) => `${interval(arm.interval)} at ${percent(arm.level)}`),
    row('margin', (arm) => declared(arm.margin)),
    row('p no worse', (arm) => pValue(arm.pPass)),
    row('p worse', (arm) => pValue(arm.pFail)),
    row('status', (arm) => {
      const words = statusWords(arm.status, arm.origin);
      return statusPaint(colors, arm.status)(isSmallPass(arm) ? `${words} *` : words);
    }),
  ];
}
