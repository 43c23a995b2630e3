import path from 'node:path';
import type { Candidate, Case } from '../../core/case.ts';
import { createRandom } from '../../core/random.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import type { EdgeCase, Task } from '../../core/suite.ts';
import type { CanaryOperator } from '../../judges/admission/canaries/canary-operator.ts';
import { operators } from '../../judges/admission/canaries/index.ts';
import { casesOf, loadRealData } from '../../pipeline/load-dataset.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { lowestReading } from '../../runner/lowest-reading.ts';

/** A case whose worth is known, and what a judge is told with it. */
export interface PlantedCase {
  readonly candidate: Candidate;
  readonly context: AdmissionContext;
  /** null: it is good. */
  readonly operator: CanaryOperator['name'] | null;
}

const examples = ['02-support-triage', '10-local-models', '03-invoice-extraction'];
/** The rows are everyday ones: each shows that. */
const everyday: EdgeCase = {
  id: 'everyday',
  description: 'An everyday message or document, with nothing special about it.',
  expect: 'exact',
  quota: 1,
  generators: [],
  judges: [],
  optional: false,
};

/**
 * So many good cases and as many bad ones: real rows of examples 02, 10 and 03, which people wrote and labelled, and the
 * same rows damaged by the operators of canaries, in turn. Good and bad in an order that tells nothing, one example after
 * the other: a server keeps what prompts begin with.
 */
export async function plantedCases(root: string, count: number): Promise<readonly PlantedCase[]> {
  const random = createRandom('judges');
  const rows = (await Promise.all(examples.map((name) => rowsOf(path.join(root, 'examples', name)))))
    .flat()
    .slice(0, count);
  if (rows.length < count) throw new Error(`the examples have ${rows.length} rows, fewer than ${count}`);
  const seen = operators.filter(({ measure }) => measure !== 'rule');
  const good = rows.map(({ row, context }) => ({ candidate: proposed(row), context, operator: null }));
  const bad = rows.map(({ row, others, task, context }, at) => {
    // Not every operator fits every row: the next one that does.
    const inTurn = [...seen.slice(at % seen.length), ...seen.slice(0, at % seen.length)];
    for (const { name, plant } of inTurn) {
      const planted = plant(row, { task, others, random: random.fork(`${at}`) });
      if (planted !== null) return { candidate: { ...proposed(row), ...planted }, context, operator: name };
    }
    throw new Error(`nothing can damage ${row.id}`);
  });
  const order = new Map(rows.map(({ task }, at) => [task, at]));
  const all = random.shuffle([...good, ...bad]);
  return all.sort((a, b) => (order.get(a.context.task) ?? 0) - (order.get(b.context.task) ?? 0));
}

function proposed(row: Case): Candidate {
  return { ...row, expectedFrom: 'proposed' };
}

async function rowsOf(folder: string): Promise<
  readonly {
    readonly row: Case;
    readonly others: readonly Case[];
    readonly task: Task;
    readonly context: AdmissionContext;
  }[]
> {
  const loaded = await loadSuite(path.join(folder, 'suite.yaml'));
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const { task, skills } = loaded.suite;
  const [skill] = skills;
  const scorers = loaded.scorers.get(skill.id) ?? [];
  const others = [...casesOf(real.seeds), ...casesOf(real.heldout)];
  const context: AdmissionContext = {
    task,
    skill,
    edgeCase: everyday,
    claims: { effect: null, edits: [], maxChangedWords: null, words: 'any', language: 'any' },
    cluster: '',
    parents: [],
    split: 'heldout',
    fewestLetters: null,
    wordBand: null,
    language: null,
    told: [],
    duplicateOf: () => null,
    nearDuplicateOf: async () => null,
    foreignIdentifiers: async () => [],
    unreadable: () => null,
    score: (candidate, output, signal) => lowestReading(scorers, candidate, output, signal),
  };
  return others.map((row) => ({ row, others, task, context }));
}
