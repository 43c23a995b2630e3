import { counted } from '../../core/counted.ts';
import { groupBy } from '../../core/group-by.ts';
import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Gaps } from '../../pipeline/gaps.ts';
import { isWorthCases } from '../../pipeline/gaps.ts';
import { excerptEnds } from '../../pipeline/report.ts';
import type { Session } from '../session.ts';
import { gapsVerdict } from './gaps-verdict.ts';
import { spendText } from './spend-text.ts';
import { table } from './table.ts';

type Colors = Session['colors'];
type Cell = Gaps['cells'][number];
type Hypothesis = Gaps['hypotheses'][number];

const columns = 80;
const nameColumns = 27;

/** What `gaps` tells people: at most `top` cells. */
export function gapsText(found: Gaps, top: number, colors: Colors): string {
  const { run, arms, unscored, cells, slices, hypotheses } = found;
  return [
    `run ${colors.bold(run.id)}  ${run.target.ref}`,
    ...arms.map(
      ({ origin, n, failures, rate }) =>
        `${origin}: ${counted(failures, 'failure')} in ${counted(n, 'case')}, ${percent(rate)} right`,
    ),
    ...(unscored > 0
      ? [`${counted(unscored, 'case has no score and is', 'cases have no score and are')} left out`]
      : []),
    ...lines(gapsVerdict(found)),
    ...section('Weakest cells', cellLines(cells.slice(0, top), cells.length), colors),
    ...section('Slices that nobody has named', [...sliceLines(slices), ...embeddedLines(found)], colors),
    ...section(
      'What may be behind it',
      [...hypotheses.flatMap(hypothesisLines), ...askedLines(found)],
      colors,
    ),
  ].join('\n');
}

function cellLines(shown: readonly Cell[], all: number): readonly string[] {
  if (shown.length === 0) return [];
  const rows = shown.map((cell) => [
    excerptEnds(cell.name, nameColumns),
    cell.n,
    percent(cell.rate),
    `${percent(cell.shrunk.mean)} ±${(100 * cell.shrunk.sd).toFixed(1)}`,
    points(cell.shortfall),
    isWorthCases(cell) ? roundedDown(cell.pWeak) : 'few',
    `${Math.round(100 * cell.coverage)} %`,
    `${Number(cell.weight.toFixed(2))}`,
  ]);
  const head = ['cell', 'n', 'right', 'shrunk', 'short', 'P weak', 'cover', 'w'];
  const more = all - shown.length;
  return [
    ...table(head, rows).split('\n'),
    ...(more > 0 ? [`  … and ${more} more: --top N, or --json`] : []),
  ];
}

function sliceLines(slices: Gaps['slices']): readonly string[] {
  const confirmed = slices.filter(({ isConfirmed }) => isConfirmed);
  const rest = slices.length - confirmed.length;
  const told = confirmed.flatMap(({ origin, name, tested }) =>
    indented(
      `${origin}, ${name}: ${percent(tested.rate)} right in ${counted(tested.n, 'case')}, the others ${percent(tested.rest)} (p ${tested.p < 0.0001 ? '<0.0001' : tested.p.toFixed(4)}, on the half that it was not found on)`,
    ),
  );
  const others = rest === 0 ? [] : indented(`${rest} more stood out on one half and not on the other`);
  return [...told, ...others];
}

/** What the embedder was given: its price is for people to know. */
function embeddedLines({ embedded }: Gaps): readonly string[] {
  if (embedded === null) return [];
  const texts = counted(embedded.texts, 'text');
  return ['', ...indented(`Clusters (~) are of meaning, by ${embedded.embedder}: ${texts} embedded`)];
}

function hypothesisLines({ cell, weakSkill, why, evidence, by }: Hypothesis): readonly string[] {
  const told = by === 'rules' ? why : `${weakSkill}. ${why} (${by})`;
  return [...indented(`${cell}: ${told}`), ...indented(`e.g. ${evidence.slice(0, 3).join(' ')}`, 4)];
}

const unwrittenWords: Readonly<Record<NonNullable<Hypothesis['unwritten']>, string>> = {
  malformed: 'no usable reply',
  'repeats-case': 'words of a case or personal data in it, refused',
  'no-common-reason': 'no common reason seen',
  unreachable: 'the judge could not be reached',
  budget: 'the budget was used up',
};

/** What became of the questions to a judge. */
function askedLines({ asked, hypotheses }: Gaps): readonly string[] {
  if (asked === null) return [];
  const left = groupBy(
    hypotheses.flatMap(({ unwritten }) => unwritten ?? []),
    (reason) => reason,
  );
  const reasons = [...left].map(([reason, all]) => `${all.length}: ${unwrittenWords[reason]}`);
  const written = hypotheses.filter(({ by }) => by !== 'rules').length;
  const rest = reasons.length === 0 ? '' : `; rules speak for the others (${reasons.join('; ')})`;
  return [
    '',
    ...indented(`${asked.judge} wrote ${written} of ${hypotheses.length}${rest}. ${spendText(asked.spend)}`),
  ];
}

function section(title: string, content: readonly string[], colors: Colors): readonly string[] {
  return content.length === 0 ? [] : ['', colors.bold(title), ...content];
}

function lines(text: string): readonly string[] {
  return wrap(printable(text), columns);
}

function indented(text: string, by = 2): readonly string[] {
  return wrap(printable(text), columns - by).map((line) => ' '.repeat(by) + line);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** So that what is not called weak never looks as if it should be. */
function roundedDown(probability: number): string {
  return (Math.floor(100 * probability) / 100).toFixed(2);
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}
