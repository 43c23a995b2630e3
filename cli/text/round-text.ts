import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import type { RoundRecord, RoundSlice } from '../../core/round-record.ts';
import { wrap } from '../../core/wrap.ts';
import { excerptEnds } from '../../pipeline/report.ts';
import type { Round } from '../../pipeline/round.ts';
import type { Session } from '../session.ts';
import { fillText } from './fill-text.ts';
import { table } from './table.ts';

type Colors = Session['colors'];

const columns = 80;
const nameColumns = 19;
const barColumns = 20;

/** What `round` tells people, beside the gate's own report. */
export function roundText(round: Round, workingFolder: string, colors: Colors): string {
  const { result, filled, history, notes } = round;
  return [
    ...(result === null
      ? ['the first round: there is nothing to compare with yet']
      : [roundResultText(result, colors)]),
    ...(history.length < 2 ? [] : ['', colors.bold('Rounds'), ...historyLines(history)]),
    ...(filled === null ? [] : ['', colors.bold('Gaps filled'), fillText(filled, workingFolder, colors)]),
    ...notes.flatMap((note) => wrap(printable(`note  ${note}`), columns)),
  ].join('\n');
}

/** Whether a round of training helped. */
export function roundResultText({ round, target, helped, slices }: RoundRecord, colors: Colors): string {
  const worse = slices.filter(({ status }) => status === 'worse');
  const lower = slices.filter((slice) => slice.status !== 'worse' && isLower(slice));
  const shown = slices.filter(
    (slice) => slice.isAimed || slice.status === 'worse' || isLower(slice) || isArm(slice),
  );
  const hidden = slices.filter((slice) => !shown.includes(slice));
  const open = hidden.filter(({ status }) => status === 'open').length;
  const told = [
    worse.length === 0
      ? 'nothing is shown to be worse by more than its margin'
      : `worse: ${worse.map(placeOf).join(', ')}`,
    ...(lower.length === 0 ? [] : [`may be worse: ${lower.map(placeOf).join(', ')}`]),
  ].join('; ');
  const isClear = helped === 'yes' && lower.length === 0;
  const paint = worse.length > 0 ? colors.red : isClear ? colors.green : colors.yellow;
  return [
    `${colors.bold(`Round ${round}: did it help?`)}  ${target.ref}`,
    ...wrap(printable(`${words[helped]}; ${told}`), columns).map(paint),
    table(
      ['cases', 'slice', 'n', 'before', 'after', 'change, 90 % interval', ''],
      shown.map((slice) => [
        slice.set,
        `${slice.isAimed ? '* ' : ''}${excerptEnds(slice.name, nameColumns - 2)}`,
        slice.n,
        share(slice.before),
        share(slice.after),
        `${signed(slice.difference)}${rangeOf(slice)}`,
        slice.status === 'no-worse' ? 'ok' : slice.status,
      ]),
    ),
    '  * aimed at. old: cases that chose what was made; a gain counts on the probe,',
    '  and on new cases of other clusters than those',
    `  ${counted(hidden.length, 'more slice')}, ${open} of them not shown to be no worse: --json has them`,
  ].join('\n');
}

const words: Readonly<Record<RoundRecord['helped'], string>> = {
  yes: 'yes: on fresh cases of what was aimed at the gain is more than noise',
  'not-shown': 'not shown: on fresh cases of what was aimed at the change may be noise',
  worse: 'no: fresh cases of what was aimed at got worse',
  'nothing-to-tell-by': 'not to be told: there is no fresh case of what was aimed at',
};

/** Of every round what was aimed at on the probe (or the new cases), before and after. */
function historyLines(history: readonly RoundRecord[]): readonly string[] {
  // A round that was measured again stands once, as it was last.
  const last = new Map(history.map((record) => [record.round, record]));
  return [...last.values()].flatMap(({ round, helped, slices }) => {
    const fresh = slices.filter(({ set, isAimed }) => isAimed && set !== 'old');
    const best = fresh.filter(({ set }) => set === 'probe');
    return (best.length > 0 ? best : fresh).map((slice) =>
      `  ${String(round).padStart(2)} ${excerptEnds(slice.name, nameColumns).padEnd(nameColumns)} ${bar(slice)} ${share(slice.before)} → ${share(slice.after)} ${helped === 'yes' ? '' : helped}`.trimEnd(),
    );
  });
}

/** `#` up to where it was, `+` what was gained, `-` what was lost. */
function bar({ before, after }: RoundSlice): string {
  const [from, to] = [before, after].map((rate) => Math.round(rate * barColumns));
  const [low, high] = [Math.min(from ?? 0, to ?? 0), Math.max(from ?? 0, to ?? 0)];
  const mark = (to ?? 0) >= (from ?? 0) ? '+' : '-';
  return `|${'#'.repeat(low)}${mark.repeat(high - low)}${' '.repeat(barColumns - high)}|`;
}

function isArm({ name }: RoundSlice): boolean {
  return name === 'real' || name === 'synthetic';
}

/** More was lost than noise explains, whether that is more than the margin or not. */
function isLower({ interval }: RoundSlice): boolean {
  return interval !== null && interval[1] < 0;
}

function placeOf({ set, name }: RoundSlice): string {
  return `${name} (${set})`;
}

function share(rate: number): string {
  return `${(100 * rate).toFixed(1)}`;
}

function signed(difference: number, digits = 1): string {
  const points = (100 * difference).toFixed(digits);
  return difference > 0 ? `+${points}` : points;
}

function rangeOf({ interval }: RoundSlice): string {
  return interval === null ? '' : ` (${signed(interval[0], 0)} to ${signed(interval[1], 0)})`;
}
