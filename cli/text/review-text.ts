import { type Case, cellName, type Reject } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { expectedText } from '../../core/expected-text.ts';
import type { Selection } from '../../core/label.ts';
import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Stratum } from '../../pipeline/labelling/acceptance.ts';
import type { AppliedDecision } from '../../pipeline/labelling/apply-labels.ts';
import type { ReviewItem } from '../../pipeline/labelling/review-item.ts';
import { isOpinion } from '../../pipeline/labelling/standing.ts';
import type { Session } from '../session.ts';
import { strataLines } from './strata-text.ts';

type Colors = Session['colors'];

const columns = 80;
const margin = 11;
/** Lines of a text that are shown before a person asks for all of it. */
const shownLines = 16;

/** How an item came before the person, in a few words. */
const why: Readonly<Record<Selection['plan'], string>> = {
  undecided: 'nobody could decide',
  disputed: 'a judge disagrees with the computed value',
  acceptance: 'acceptance sample',
  random: 'random sample',
  active: 'judges are unsure',
  named: 'asked for',
};

/** Where the person is in the queue, what the item is, and its input. `whole`: all of a long text. */
export function itemText(
  entry: ReviewItem,
  place: { readonly at: number; readonly of: number },
  whole: boolean,
  colors: Colors,
): string {
  const { item, selection } = entry;
  const head = `${place.at} of ${place.of}`;
  const title = `${head}  ${cellName(item.cell)}  ${item.id}`;
  return [
    colors.bold(printable(title)),
    ...field('why', why[selection.plan]),
    ...item.input.messages.flatMap((message) => field(message.role, message.content, whole)),
    ...(item.input.documents ?? []).flatMap(({ id, text }) => field('document', `${id}: ${text}`, whole)),
    ...(entry.about === 'output' ? answerLines(entry, whole) : []),
  ].join('\n');
}

/** Whether {@link itemText} leaves lines out. */
export function isCut(entry: ReviewItem): boolean {
  const plain = { bold: (text: string) => text } as Colors; // the one colour that itemText uses
  const place = { at: 1, of: 1 };
  return itemText(entry, place, false, plain) !== itemText(entry, place, true, plain);
}

/** What is expected, who vouches for it, and what judges said. */
export function verdictText({ item }: Extract<ReviewItem, { about: 'case' }>, answer: string | null): string {
  const yours = answer === null ? [] : field('you said', answer);
  return [
    ...field('expected', `${expectedText(item.expected)}  (${item.expectedFrom})`),
    ...yours,
    ...judgeLines(item),
  ].join('\n');
}

/** What was done with the set, and how far the samples are. */
export function reviewSummary(
  left: number,
  changes: readonly AppliedDecision[],
  strata: readonly Stratum[],
  notes: readonly string[],
): string {
  return [
    `${counted(left, 'item')} left to look at`,
    ...changeLines(changes),
    ...strataLines(strata, columns),
    ...notes.flatMap((note) => wrap(printable(`note  ${note}`), columns)),
  ].join('\n');
}

function changeLines(changes: readonly AppliedDecision[]): readonly string[] {
  if (changes.length === 0) return [];
  const became = (what: AppliedDecision['became']) =>
    changes.filter((change) => change.became === what).length;
  const moved = `${became('case')} into the set, ${became('rejected')} to the ledger, ${became('undecided')} undecided`;
  const hint =
    'the dataset has changed: `heldout generate` tops up what is short, and an accepted baseline no longer fits';
  const isOther = changes.some(({ was, became: now }) => was === 'case' || now === 'case');
  return [moved, ...(isOther ? wrap(hint, columns) : [])];
}

function answerLines(
  { output, item }: Extract<ReviewItem, { about: 'output' }>,
  whole: boolean,
): readonly string[] {
  const calls = (output.toolCalls ?? []).map((call) => `${call.name}(${JSON.stringify(call.arguments)})`);
  return [
    ...field('expected', expectedText(item.expected)),
    ...field('answer', [output.text, ...calls].join('\n'), whole),
  ];
}

function judgeLines({ verdicts }: Case | Reject): readonly string[] {
  return verdicts
    .filter(isOpinion)
    .flatMap(({ by, status, reason }) =>
      field('judge', `${by.replace(/^[\w-]+:/, '')}: ${status}, ${reason}`),
    );
}

/** A name and a text of one or more lines beside it, at most 80 columns wide. */
function field(name: string, text: string, whole = true): readonly string[] {
  const lines = text.split('\n').flatMap((line) => wrap(printable(line), columns - margin));
  const shown = whole || lines.length <= shownLines ? lines : lines.slice(0, shownLines);
  const rest = lines.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `… ${counted(rest, 'more line')}`];
  return all.map((line, index) => `${(index === 0 ? name : '').padEnd(margin)}${line}`.trimEnd());
}
