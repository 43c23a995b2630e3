import { createReadStream } from 'node:fs';
import { type Case, cellName, type Reject } from '../core/case.ts';
import { fault, HeldoutError, messageOf, type Place, type Problem } from '../core/errors.ts';
import { type Label, labelledItem, latestLabels } from '../core/label.ts';
import { readGeneratedCases, readRejects } from '../datasets/generated-cases.ts';
import { readLabels } from '../datasets/labels.ts';
import { readJsonl } from '../datasets/rows/read-jsonl.ts';
import { listRuns, readRun } from '../runner/run-records.ts';
import { type DecisionLine, decisionLineSchema, selectionOf, wordOf } from './labelling/decision-line.ts';
import { labelOf, type ReviewWord } from './labelling/review-item.ts';
import { type RunAnswers, runAnswers } from './labelling/run-answers.ts';
import { isForPeople } from './labelling/standing.ts';
import { casesOf, loadRealData, requireGenerated } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { unreadable } from './parts.ts';
import { recordLabel } from './review.ts';
import { runsFolder } from './running/runs-folder.ts';

export interface ImportOptions {
  /** Who decided, where a line names nobody. */
  readonly by: string;
  /** The file as messages name it. */
  readonly file: string;
  readonly now?: () => Date;
}

/** What became of the lines of a file of decisions. */
export interface ImportedDecisions {
  /** Labels that were written. */
  readonly added: number;
  /** What the same person had said before. */
  readonly known: number;
  /** Lines without a decision. */
  readonly undecided: number;
  readonly notes: readonly string[];
}

/**
 * Takes decisions from JSON lines: those of the queue, filled in. Takes all of them or none: throws REVIEW_DECISION
 * with every line that is no decision. What the same person has said of the same item before is not said again.
 * They take effect with `applyReview`.
 */
export async function importDecisions(
  loaded: LoadedSuite,
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportedDecisions> {
  requireGenerated(loaded);
  const items = await itemsOf(loaded);
  const at = options.now?.() ?? new Date();
  const problems: Problem[] = [];
  const labels: { readonly label: Label; readonly item: Case | Reject }[] = [];
  let undecided = 0;
  const answers = answersByRun(loaded);
  for await (const rows of readJsonl(chunks, options.file)) {
    for (const row of rows) {
      const read = 'code' in row ? row : decided(row.fields, row.place, { loaded, items, answers });
      if (read === null) undecided++;
      else if ('code' in read) problems.push({ ...read, code: 'REVIEW_DECISION' });
      else {
        const { line, word, item } = read;
        const when = typeof line.at === 'string' ? new Date(line.at) : at;
        labels.push({ item, label: labelOfLine(line, word, item, line.by ?? options.by, when) });
      }
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HeldoutError([first, ...rest]);
  const known = new Set(latestLabels(readLabels(loaded.paths)).map(sayingOf));
  const fresh = labels.filter(({ label }) => !known.has(sayingOf(label)));
  for (const { label, item } of fresh) recordLabel(loaded, label, item);
  return { added: fresh.length, known: labels.length - fresh.length, undecided, notes: rowNotes(fresh) };
}

/** The bytes of a file. Throws DATA_NOT_FOUND. */
export async function* bytesOf(file: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw fault('DATA_NOT_FOUND', `${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

interface Known {
  readonly loaded: LoadedSuite;
  readonly items: ReadonlyMap<string, Case | Reject>;
  readonly answers: (run: string) => RunAnswers | null;
}

interface Decided {
  readonly line: DecisionLine;
  readonly word: ReviewWord;
  readonly item: Case | Reject;
}

/** null where nothing was decided. */
function decided(fields: unknown, place: Place, known: Known): Decided | null | Problem {
  const wrong = (message: string, hint: string | null = null): Problem => ({
    code: 'REVIEW_DECISION',
    message,
    place,
    hint,
  });
  const parsed = decisionLineSchema.safeParse(fields);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return wrong([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
  }
  const line = parsed.data;
  const word = wordOf(line, known.loaded.suite.task);
  if (word === null) return null;
  if ('problem' in word) return wrong(word.problem);
  const item = known.items.get(line.caseId);
  if (item === undefined)
    return wrong(
      `no case or candidate has the id \`${line.caseId}\``,
      'was the set made anew since the queue was written?',
    );
  const problem = line.about === 'case' ? caseProblem(item, word, known) : outputProblem(line, item, known);
  return problem === null ? { line, word, item } : wrong(problem);
}

function caseProblem(item: Case | Reject, word: ReviewWord, { loaded }: Known): string | null {
  if (item.provenance.kind === 'generated' && !isForPeople(item)) {
    const { by = 'a rule', reason = '' } = item.verdicts.at(-1) ?? {};
    return `${item.id} was refused by the rule \`${by}\` (${reason}): that is not for people to let in`;
  }
  if (word.decision !== 'relabel') return null;
  return unreadable(loaded.scorers.get(item.cell.skill) ?? [], word.expected);
}

function outputProblem(
  { run, output }: DecisionLine,
  item: Case | Reject,
  { answers }: Known,
): string | null {
  if (typeof run !== 'string' || typeof output !== 'string')
    return 'a decision on an output names its `run` and its `output`, as the queue gives them';
  const answer = answers(run)?.get(item.id);
  // Without the run on this machine nothing can be compared.
  if (answer === undefined || answer.digest === output) return null;
  return `run ${run} answered something else to ${item.id}`;
}

function labelOfLine(line: DecisionLine, word: ReviewWord, item: Case | Reject, by: string, at: Date): Label {
  const selection = selectionOf(line);
  const { run, output } = line;
  if (line.about === 'case' || typeof run !== 'string' || typeof output !== 'string')
    return labelOf({ about: 'case', selection, item }, word, by, at);
  return labelOf({ about: 'output', selection, item, run, digest: output }, word, by, at);
}

async function itemsOf(loaded: LoadedSuite): Promise<ReadonlyMap<string, Case | Reject>> {
  const real = await loadRealData(loaded, { seeds: 'train', material: false });
  const all = [...readRejects(loaded.paths), ...casesOf(real.heldout), ...readGeneratedCases(loaded.paths)];
  return new Map(all.map((item) => [item.id, item]));
}

/** Reads a run once; null where it is not on this machine. */
function answersByRun(loaded: LoadedSuite): (run: string) => RunAnswers | null {
  const folder = runsFolder(loaded);
  const there = new Set(listRuns(folder).map(({ id }) => id));
  const read = new Map<string, RunAnswers>();
  return (run) => {
    if (!there.has(run)) return null;
    const answers = read.get(run) ?? runAnswers(readRun(folder, run));
    read.set(run, answers);
    return answers;
  };
}

/** What is said by whom of what, whenever it was said. */
function sayingOf(label: Label): string {
  const { at: _1, blind: _2, selection: _3, run: _4, ...said } = { run: null, ...label };
  return `${labelledItem(label)} ${JSON.stringify(said)}`;
}

function rowNotes(
  added: readonly { readonly label: Label; readonly item: Case | Reject }[],
): readonly string[] {
  return added.flatMap(({ label, item }) => {
    if (item.provenance.kind !== 'authored' || label.about !== 'case' || label.decision === 'accept')
      return [];
    const { source, row } = item.provenance;
    return [`row ${row} of ${source} (${cellName(item.cell)}) was found wrong: mend it at its source`];
  });
}
