import type { Case, CaseId } from '../../core/case.ts';
import { expectedText } from '../../core/expected-text.ts';
import type { Trial } from '../../core/run.ts';
import { redactRecords } from '../../curation/pii/redact-records.ts';
import { Surrogates } from '../../curation/pii/surrogates.ts';
import { wholeText } from '../../curation/user-text.ts';
import type { Hypothesis } from '../../gaps/hypothesise.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';
import { ofDifferentClusters } from '../../gaps/of-different-clusters.ts';
import type { FailureCluster, ShownCase } from '../../judges/diagnosis/weak-skill.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { surrogateKey } from '../redaction.ts';
import type { Failing } from './failing-places.ts';

/** Where the target of a run fails. */
export interface FailingRun {
  /** The weak cells and confirmed slices, with their cases and what rules say of them. */
  readonly failing: readonly Failing[];
  readonly record: RunRecord;
  readonly data: LoadedDataset;
}

/** A failing place as a judge is shown it. */
export interface ShownPlace extends FailureCluster {
  /** What rules say of it. */
  readonly hypothesis: Hypothesis;
  /** Of the failures, in their order. */
  readonly ids: readonly CaseId[];
}

/** So many cases of each kind are shown, each of another cluster. */
const most = { failures: 8, right: 4 } as const;

/** The failing places with some of their cases, with surrogates for personal data where the suite wants that. */
export async function shownPlaces(
  { suite }: Pick<LoadedSuite, 'suite'>,
  { failing, record, data }: FailingRun,
): Promise<readonly ShownPlace[]> {
  const chosen = failing.map(({ cases, hypothesis }) => ({
    hypothesis,
    failures: ofDifferentClusters(
      cases.filter(({ score }) => score < 1),
      most.failures,
    ),
    right: ofDifferentClusters(
      cases.filter(({ score }) => score === 1),
      most.right,
    ),
  }));
  const wanted = new Set(
    chosen.flatMap(({ failures, right }) => [...failures, ...right].map(({ id }) => id)),
  );
  const given = givenBy(record.trials.values());
  const shown = data.dataset.cases
    .filter(({ id }) => wanted.has(id))
    .map((item) => [item.id, shownCase(item, given.get(item.id) ?? '')] as const);
  const byId = new Map(suite.data.redact === true ? await redacted(shown) : shown);
  const all = (cases: readonly ObservedCase[]) => cases.flatMap(({ id }) => byId.get(id) ?? []);
  return chosen.map(({ hypothesis, failures, right }) => ({
    hypothesis,
    ids: failures.map(({ id }) => id),
    instructions: suite.task.instructions,
    counted: `${hypothesis.cell}: ${hypothesis.why}`,
    failures: all(failures),
    right: all(right),
  }));
}

function shownCase(item: Case, given: string): ShownCase {
  return { text: wholeText(item.input), right: expectedText(item.expected), given };
}

/** What the target gave at its worst attempt at each case. */
function givenBy(trials: Iterable<Trial>): ReadonlyMap<CaseId, string> {
  const worst = new Map<CaseId, { readonly value: number; readonly given: string }>();
  for (const trial of trials) {
    const found = trial.status === 'errored' ? { value: -1, given: trial.message } : outputOf(trial);
    if (found.value < (worst.get(trial.caseId)?.value ?? Infinity)) worst.set(trial.caseId, found);
  }
  return new Map([...worst].map(([id, { given }]) => [id, given]));
}

function outputOf({ output, scores }: Extract<Trial, { status: 'completed' }>) {
  const values = scores.flatMap((reading) => (reading.status === 'scored' ? [reading.value] : []));
  const calls = (output.toolCalls ?? []).map((call) => JSON.stringify(call));
  return { value: Math.min(1, ...values), given: [output.text, ...calls].join('\n') };
}

type Shown = readonly (readonly [CaseId, ShownCase])[];

async function redacted(shown: Shown): Promise<Shown> {
  const records = shown.map(([, { text, right, given }]) => ({
    input: { messages: [said(text), said(right), said(given)] as const },
  }));
  const surrogates = new Surrogates(surrogateKey(records, 0, process.env));
  const made = await redactRecords(records, surrogates);
  return made.flatMap(({ input: { messages } }, at) => {
    const [text, right, given] = messages.map(({ content }) => content);
    const id = shown[at]?.[0];
    if (id === undefined || text === undefined || right === undefined || given === undefined) return [];
    return [[id, { text, right, given }] as const];
  });
}

function said(content: string) {
  return { role: 'user', content } as const;
}
