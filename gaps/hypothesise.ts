import type { CaseId } from '../core/case.ts';
import { counted } from '../core/counted.ts';
import { groupBy } from '../core/group-by.ts';
import type { ObservedCase } from './observed-case.ts';
import { ofDifferentClusters } from './of-different-clusters.ts';

/** What may be behind a weakness: words about cases, never their texts. */
export interface Hypothesis {
  /** The cell or slice that it is about. */
  readonly cell: string;
  /** What the target cannot do, in a judge's words; by rules the name of the cell. */
  readonly weakSkill: string;
  /** Cases that show it, at most five, each of another cluster where there are so many. */
  readonly evidence: readonly CaseId[];
  readonly why: string;
  /** `rules`, or the judge model that wrote it. */
  readonly by: string;
  /** Why the rules speak although a judge was asked; null where none was, or it wrote this. */
  readonly unwritten: Unwritten | null;
}

/**
 * `malformed`: no usable reply; `repeats-case`: words of a case, or personal data, stood in it; `no-common-reason`: the
 * judge saw none; `unreachable`, `budget`: it could not be asked.
 */
export type Unwritten = 'malformed' | 'repeats-case' | 'no-common-reason' | 'unreachable' | 'budget';

/** So many cases at most stand as evidence. */
export const mostEvidence = 5;
/** A reason is named where it is behind at least this share of the failures. */
const most = 0.5;

/**
 * What rules say of the failures among these cases: no output at all, one wrong answer for one right one, outputs that
 * hold no answer, or families that fail as a whole. An answer that may not be quoted is told without its words. Null where
 * none of the cases failed.
 */
export function hypothesise(
  name: string,
  cases: readonly ObservedCase[],
  mayQuote: (answer: string) => boolean,
): Hypothesis | null {
  const failures = cases.filter(({ score }) => score < 1);
  if (failures.length === 0) return null;
  const evidence = ofDifferentClusters(failures, mostEvidence).map(({ id }) => id);
  const why = whyOf(failures, cases, mayQuote);
  return { cell: name, weakSkill: name, evidence, why, by: 'rules', unwritten: null };
}

function whyOf(
  failures: readonly ObservedCase[],
  cases: readonly ObservedCase[],
  mayQuote: (answer: string) => boolean,
): string {
  const total = failures.length;
  const of = `of ${total} failures`;
  const said = (answer: string) =>
    mayQuote(answer) ? `answers \`${answer}\`` : 'gives one and the same answer';
  const errors = failures.flatMap(({ miss }) => (miss?.kind === 'error' ? [miss.fault] : []));
  if (errors.length >= most * total)
    return `${errors.length} ${of} are no output at all (${commonest(errors, (fault) => fault)?.value})`;
  const answers = failures.flatMap(({ miss, label }) =>
    miss?.kind === 'answer' ? [{ answer: miss.answer, label }] : [],
  );
  const confusions = answers.filter(({ label }) => label !== null);
  const confusion = commonest(confusions, ({ answer, label }) => JSON.stringify([answer, label]));
  if (confusion !== null && confusion.n >= most * total)
    return `it ${said(confusion.value.answer)} where \`${confusion.value.label}\` is right in ${confusion.n} ${of}`;
  const answered = commonest(answers, ({ answer }) => answer);
  if (answered !== null && answered.n >= most * total && total > 1)
    return `it ${said(answered.value.answer)}, whatever is right, in ${answered.n} ${of}`;
  const none = failures.filter(({ miss }) => miss?.kind === 'other').length;
  if (confusions.length > 0 && none >= most * total) return `in ${none} ${of} no answer can be read`;
  return familyWords(failures, cases) ?? `${total} of ${cases.length} fail, and no single reason stands out`;
}

/** Where few clusters hold most of the failures, they fail as families. */
function familyWords(failures: readonly ObservedCase[], cases: readonly ObservedCase[]): string | null {
  const families = [...groupBy(failures, ({ cluster }) => cluster).values()].filter((own) => own.length > 1);
  const inFamilies = families.reduce((sum, own) => sum + own.length, 0);
  if (inFamilies < most * failures.length) return null;
  const all = new Set(cases.map(({ cluster }) => cluster)).size;
  return `${inFamilies} of ${failures.length} failures lie in ${families.length} of ${counted(all, 'cluster')}: these fail as families`;
}

/** The value that is there most often, and how often; of several the first by its key. */
function commonest<Value>(values: readonly Value[], keyOf: (value: Value) => string) {
  const counted = [...groupBy(values, keyOf)].flatMap(([key, own]) =>
    own.slice(0, 1).map((value) => ({ key, value, n: own.length })),
  );
  return counted.sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))[0] ?? null;
}
