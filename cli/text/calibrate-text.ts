import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Calibration } from '../../pipeline/calibrate.ts';
import type { Session } from '../session.ts';
import { biasLines } from './bias-text.ts';
import { strataLines } from './strata-text.ts';

type Colors = Session['colors'];
type Judge = Calibration['judges'][number];
type Agreement = Omit<Judge, 'about' | 'judge' | 'version' | 'lineage' | 'models' | 'drawn'>;

const columns = 80;

/** Judges against people, for people. */
export function calibrateText(found: Calibration, colors: Colors): string {
  const { labels, judges, rates, canaries, bias, drift, strata } = found;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['People', peopleLines(labels)],
    ['Samples of generated cases', [...strataLines(strata, columns - 2), ...rightLines(found.rightCases)]],
    [
      'Judges of cases',
      judges.filter(({ about }) => about === 'case').flatMap((judge) => judgeLines(judge, judges)),
    ],
    ['Planted errors', canaries.flatMap(catchLines)],
    [
      'Scorers and judges of answers',
      judges.filter(({ about }) => about === 'output').flatMap((judge) => judgeLines(judge, judges)),
    ],
    ['Pass rates, as people would give them', rates.flatMap(rateLines)],
    ['Bias', bias.flatMap(biasLines)],
    ['Frozen set, old version and new', drift.flatMap(driftLines)],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return filled
    .map(([title, lines]) => [colors.bold(title), ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

function lines(text: string, indent = 0): readonly string[] {
  return wrap(printable(text), columns - 2 - indent).map((line) => ' '.repeat(indent) + line);
}

function peopleLines({
  cases,
  outputs,
  people,
  blind,
  ofCases,
  ofOutputs,
}: Calibration['labels']): readonly string[] {
  if (people.length === 0)
    return lines(
      'nobody has labelled anything yet: `heldout review SUITE` asks about cases, with `--run ID` about answers',
    );
  const head = `${counted(cases, 'case')} and ${counted(outputs, 'answer')} labelled by ${people.join(', ')}, ${percent(blind ?? 0)} of the labels blind`;
  const among = ([what, found]: readonly [string, Calibration['labels']['ofCases']]) =>
    found === null
      ? []
      : [
          `${found.n} ${what} by two or more people: alpha ${number(found.alpha)}`,
          ...found.pairs.map(
            ({ one, other, n, observed, kappa, ac1 }) =>
              `${one} and ${other} agree on ${percent(observed)} of ${n} (kappa ${number(kappa)}, AC1 ${number(ac1)})`,
          ),
        ];
  const agreed = [['cases', ofCases] as const, ['answers', ofOutputs] as const].flatMap(among);
  return [...lines(head), ...agreed.flatMap((line) => lines(line))];
}

function rightLines(found: Calibration['rightCases']): readonly string[] {
  if (found === null) return [];
  const { cases, labels, estimate, interval } = found;
  return lines(
    `of all ${cases} that judges let in ${percent(estimate)}${range(interval)} are right, by ${counted(labels, 'label')} drawn with known probabilities`,
  );
}

function judgeLines(judge: Judge, all: readonly Judge[]): readonly string[] {
  const isAmbiguous =
    all.filter((other) => other.judge === judge.judge && other.about === judge.about).length > 1;
  const name = isAmbiguous ? `${judge.judge}, version ${judge.version}` : judge.judge;
  const chosen = judge.n - judge.drawn;
  const words = `${chosen} of the ${judge.n} were put before people for what judges said of them: the shares speak of these items`;
  const remark = chosen === 0 ? [] : lines(words, 2);
  return [...lines(name), ...agreementLines(judge), ...remark, ...modelLines(judge)];
}

function agreementLines(agreement: Agreement): readonly string[] {
  const { n, confusion, observed, kappa, ac1, alpha, sensitivity, specificity, informedness } = agreement;
  const [[bothRight, missed], [overlooked, bothWrong]] = confusion;
  const probabilities = agreement.probabilities;
  return [
    ...lines(
      `agrees with people on ${percent(observed)} of ${n} (kappa ${number(kappa?.kappa ?? null)}, AC1 ${number(ac1)}, alpha ${number(alpha)})`,
      2,
    ),
    ...lines(
      `people say right: it says right ${bothRight}, wrong ${missed}; people say wrong: right ${overlooked}, wrong ${bothWrong}`,
      2,
    ),
    ...lines(
      `sensitivity ${rate(sensitivity)}, specificity ${rate(specificity)}, J ${number(informedness)}`,
      2,
    ),
    ...(probabilities === null
      ? []
      : lines(
          `Brier ${number(probabilities.brier)}, calibration error ${number(probabilities.calibrationError)}`,
          2,
        )),
    ...agreement.warnings.flatMap((warning) => lines(`warning: ${warnings[warning]}`, 2)),
  ];
}

const warnings: Readonly<Record<Agreement['warnings'][number], string>> = {
  'few-right': 'fewer than 30 items that people call right: the sensitivity is hardly known',
  'few-wrong': 'fewer than 30 items that people call wrong: the specificity is hardly known',
  kappa: 'kappa is below 0.6',
  informedness: 'J is below 0.7: a rate that it gives can hardly be corrected',
  uninformative: 'J is below 0.5: no rate is corrected by it',
};

/** A judge that errs more on one model than on another points comparisons the wrong way. */
function modelLines({ models }: Judge): readonly string[] {
  if (models.length < 2) return [];
  const known = models.flatMap(({ informedness }) => informedness ?? []);
  const spread =
    known.length < 2
      ? []
      : [`J differs by ${number(Math.max(...known) - Math.min(...known))} between models`];
  return [
    ...models.flatMap(({ model, isOwn, n, sensitivity, specificity, informedness }) =>
      lines(
        `on ${model}${isOwn ? ' (own family)' : ''}: ${counted(n, 'answer')}, sensitivity ${rate(sensitivity)}, specificity ${rate(specificity)}, J ${number(informedness)}`,
        2,
      ),
    ),
    ...spread.flatMap((line) => lines(line, 2)),
  ];
}

function catchLines({
  judge,
  measure,
  caught,
  planted,
  unusable,
  interval,
}: Calibration['canaries'][number]) {
  const what = { answer: 'by its answer', assessment: 'by looking at the case', rule: 'copies' }[measure];
  const silent = unusable === 0 ? '' : `, ${unusable} without a usable answer`;
  const share = planted === 0 ? '' : `, ${percent(caught / planted)}${range(interval)}`;
  return lines(`${judge} ${what}: ${caught} of ${planted} caught${share}${silent}`);
}

function rateLines({
  run,
  model,
  origin,
  method,
  judged,
  n,
  labels,
  estimate,
  interval,
  warnings: own,
}: Calibration['rates'][number]) {
  const how = {
    ppi: `prediction-powered, ${counted(labels, 'label')} of a random sample`,
    active: `${counted(labels, 'label')} drawn with known probabilities`,
    labels: `the ${labels} labels of a random sample alone`,
    'rogan-gladen': `Rogan-Gladen, ${counted(labels, 'labelled answer')} of this model`,
    none: labels === 0 ? 'no answer of this model is labelled' : 'the labels tell too little of its judge',
  }[method];
  const rated = estimate === null ? 'not known' : `${percent(estimate)}${range(interval)}`;
  return [
    ...lines(`${model} on ${origin} cases (run ${run}, n ${n})`),
    ...lines(`judged ${percent(judged)}, as people would say ${rated}: ${how}`, 2),
    ...own
      .filter((warning) => warning !== 'kappa')
      .flatMap((warning) => lines(`warning: ${warnings[warning]}`, 2)),
  ];
}

function driftLines({
  judge,
  from,
  to,
  n,
  flipped,
  agreedBefore,
  agreedNow,
  pValue,
}: Calibration['drift'][number]) {
  return [
    ...lines(`${judge}: ${flipped} of ${n} changed from version ${from} to ${to}`),
    ...lines(
      `agrees with people on ${agreedBefore}, now on ${agreedNow} (exact McNemar p ${pValue.toFixed(3)})`,
      2,
    ),
  ];
}

function rate(found: { readonly rate: number; readonly interval: readonly [number, number] } | null): string {
  return found === null ? 'not known' : `${percent(found.rate)}${range(found.interval)}`;
}

function range(interval: readonly [number, number] | null): string {
  return interval === null ? '' : ` (${(100 * interval[0]).toFixed(0)} to ${(100 * interval[1]).toFixed(0)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function number(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(2);
}
