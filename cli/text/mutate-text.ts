import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import { shellWord } from '../../core/shell-word.ts';
import { wrap } from '../../core/wrap.ts';
import type { MutantRate, Mutated } from '../../pipeline/mutate.ts';
import { excerptEnds } from '../../pipeline/report.ts';
import type { Session } from '../session.ts';
import { callText, moneyText } from './estimate-text.ts';
import { table } from './table.ts';

type Colors = Session['colors'];

const columns = 80;
const nameColumns = 36;

/** What `mutate` tells people: at most `top` places that lack cases. */
export function mutateText(made: Mutated, top: number, suite: string, colors: Colors): string {
  const { run, target, cases, seed } = made;
  const head = `${run === null ? 'no run yet' : `run ${colors.bold(run)}`}  ${target.ref}  ${counted(cases, 'case')}  seed ${seed}`;
  const body = made.isDryRun
    ? callLines(made)
    : [
        ...scoreLines(made),
        ...section('By fault', faultLines(made), colors),
        ...section('Got through', survivorLines(made), colors),
        ...section('Where cases are lacking', cellLines(made, top), colors),
        ...nextLines(made, suite),
      ];
  return [head, ...body].join('\n');
}

function callLines({ planned, calls }: Mutated): readonly string[] {
  const { first, target, judges, leftOut } = calls;
  const usd = target.usd === null || judges.usd === null ? null : target.usd + judges.usd;
  return [
    ...(first > 0 ? [`the target is run first: ${counted(first, 'call')}`] : []),
    ...lines(
      `${counted(planned, 'mutant')}, at most: ${callText('target', target)}, ${callText('judges', judges)}, ${moneyText(usd)}`,
    ),
    ...(leftOut > 0
      ? [`${counted(leftOut, 'mutant does', 'mutants do')} not fit into the calls that may be made`]
      : []),
  ];
}

function scoreLines({ score, beyondMargin, control, hopeless, cases, outcomes }: Mutated): readonly string[] {
  const { equivalent, undecided } = score;
  const first = outcomes.find(({ status }) => status === 'undecided');
  return [
    ...lines(
      score.score === null
        ? 'No mutant counts: no fault changed an output that the gate could decide on, so nothing was measured.'
        : `mutation score ${percent(score.score)}: ${score.caught} of ${counted(score.counted, 'mutant')} caught ${intervalText(score)}`,
    ),
    ...(beyondMargin.score === null
      ? []
      : lines(
          `${beyondMargin.counted} cost more than a margin: ${beyondMargin.caught} caught, ${percent(beyondMargin.score)} ${intervalText(beyondMargin)}`,
        )),
    ...(equivalent === 0 ? [] : lines(`${equivalent} changed no output and do not count`)),
    ...(first === undefined
      ? []
      : lines(`${undecided} could not be decided and do not count; the first: ${first.reason}`)),
    ...(hopeless < cases
      ? []
      : lines('Every case is wrong without a fault: nothing can make this target worse. Look at it first.')),
    ...(control === 'inconclusive'
      ? lines(
          'The target beside itself is INCONCLUSIVE: the set is too small to PASS anything, changed or not.',
        )
      : []),
  ];
}

/** A column for each strength of any fault; then the faults that no mutant counts of. */
function faultLines({ faults, outcomes }: Mutated): readonly string[] {
  const shown = faults.filter(({ counted, undecided }) => counted + undecided > 0);
  const strengths = [...new Set(shown.flatMap((own) => own.strengths.map(({ strength }) => strength)))].sort(
    (a, b) => a - b,
  );
  const rows = shown.map(({ fault, caught, counted, interval, strengths: own }) => [
    fault,
    `${caught}/${counted}`,
    interval === null ? '' : `${whole(interval[0])}–${whole(interval[1])}`,
    ...strengths.map((at) => {
      const found = own.find(({ strength }) => strength === at);
      return found === undefined ? '' : whole(found.caught / found.counted);
    }),
  ]);
  const isDamaged = new Set(
    outcomes.filter(({ struck }) => struck > 0).map(({ mutant }) => mutant.fault.name),
  );
  const silent = faults.filter((fault) => !shown.includes(fault)).map(({ fault }) => fault);
  const named = (title: string, names: readonly string[]) =>
    names.length === 0 ? [] : indented(`${title}: ${names.join(', ')}`);
  return [
    ...(rows.length === 0
      ? []
      : table(['fault', 'caught', '95 %', ...strengths.map((at) => `${whole(at)} %`)], rows).split('\n')),
    ...(strengths.length === 0
      ? []
      : indented('caught in %, by strength: of the trials, or of each input that is cut')),
    ...named(
      'changed no output',
      silent.filter((name) => isDamaged.has(name)),
    ),
    ...named(
      'found nothing to damage',
      silent.filter((name) => !isDamaged.has(name)),
    ),
  ];
}

const words = {
  cases: 'cost more than a margin, and there are too few cases to show it',
  unseen: 'changed outputs and no score: the scorers do not look there, more cases do not help',
  margin: 'cost nothing that the gate tests more than its margin: the suite says that this may be',
} as const;

function survivorLines({ outcomes, hopeless, cases }: Mutated): readonly string[] {
  return (['cases', 'unseen', 'margin'] as const).flatMap((because) => {
    const own = outcomes.filter((outcome) => outcome.because === because);
    if (own.length === 0) return [];
    const names = own.slice(0, 3).map(({ mutant }) => mutant.name);
    // Of a target that is always wrong nothing is known of the scorers.
    const why =
      because === 'unseen' && hopeless === cases ? 'changed outputs that were wrong already' : words[because];
    return [...indented(`${own.length} ${why}`), ...indented(`e.g. ${names.join(', ')}`, 4)];
  });
}

function cellLines({ cells }: Mutated, top: number): readonly string[] {
  if (cells.length === 0) return [];
  const rows = cells
    .slice(0, top)
    .map(({ name, n, survivors, planted, caught, more }) => [
      excerptEnds(name, nameColumns),
      n,
      planted === 0 ? '–' : `${caught}/${planted}`,
      survivors,
      more,
    ]);
  const left = cells.length - rows.length;
  return [
    ...table(['place', 'n', 'caught', 'survivors', 'more'], rows).split('\n'),
    ...(left > 0 ? [`  … and ${left} more: --top N, or --json`] : []),
    ...indented('more: cases with which half of its survivors would be caught'),
  ];
}

function nextLines({ cells }: Mutated, suite: string): readonly string[] {
  const fillable = cells.filter(({ origin, edgeCase }) => origin === 'synthetic' && edgeCase !== null);
  const wanted = fillable.reduce((sum, { more }) => sum + more, 0);
  const needsRows = cells.some(({ origin }) => origin === 'real');
  return [
    ...(cells.length > 0 ? [''] : []),
    ...(wanted > 0 ? ['next:', `  heldout fill ${shellWord(suite)} --heldout ${wanted} --by mutants`] : []),
    ...(needsRows ? lines('real cases cannot be made: collect more rows where `real/…` is named') : []),
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

function intervalText({ interval }: MutantRate): string {
  return interval === null
    ? ''
    : `(95 % interval ${(100 * interval[0]).toFixed(1)} to ${(100 * interval[1]).toFixed(1)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function whole(share: number): string {
  return (100 * share).toFixed(0);
}
