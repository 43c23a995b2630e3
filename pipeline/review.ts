import type { Case, CaseId, Reject } from '../core/case.ts';
import type { Drawing } from '../core/drawing.ts';
import { fault } from '../core/errors.ts';
import type { Label, Selection } from '../core/label.ts';
import { appendDrawing, readDrawings } from '../datasets/drawings.ts';
import {
  type GeneratedCases,
  readGeneratedCases,
  readLocalManifest,
  readRejects,
  writeGeneratedCases,
} from '../datasets/generated-cases.ts';
import { appendLabel, readLabels, retractLabel } from '../datasets/labels.ts';
import { readVersions } from '../datasets/versions.ts';
import { noticeOf } from './canary-guids.ts';
import { acceptanceStrata, letInByJudges, type Stratum } from './labelling/acceptance.ts';
import { drawActive } from './labelling/active-drawing.ts';
import { type AppliedDecision, applyLabels } from './labelling/apply-labels.ts';
import { caseDecisions } from './labelling/case-decisions.ts';
import { caseQueue } from './labelling/case-queue.ts';
import { openAnswers } from './labelling/open-outputs.ts';
import { drawnOutputs, type OutputQueueSources, outputQueue } from './labelling/output-queue.ts';
import type { ReviewItem } from './labelling/review-item.ts';
import { opinionOfCase, opinionOfOutput } from './labelling/uncertainty.ts';
import { loadDataset, requireGenerated } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';

export interface ReviewOptions {
  /** Who is asked. */
  readonly by: string;
  /** Ask about answers of this run and of what it is compared with; left out: about cases. */
  readonly run?: string;
  /** Cases of each origin whose answers are asked about; default 100. */
  readonly sample?: number;
  /** Draw about so many items (of each origin) where judges disagree; left out: none. */
  readonly active?: number;
  /** Items of each strategy and model in the acceptance sample, in place of what the plan says. */
  readonly items?: number;
  /** Only this case. */
  readonly caseId?: CaseId;
  /** Only items of these plans. */
  readonly only?: readonly Selection['plan'][];
  /** Ask about what others have labelled too. */
  readonly overlap?: boolean;
  readonly now?: () => Date;
}

/** What a person is asked about, and how far the samples are. */
export interface ReviewQueue {
  readonly by: string;
  readonly items: readonly ReviewItem[];
  readonly strata: readonly Stratum[];
  readonly notes: readonly string[];
}

const defaultSample = 100;

/**
 * The queue of a person. A drawing that is made for it is kept. Reads what is on disk and calls no model. Throws what
 * is wrong with the dataset, and CASE_NOT_FOUND or RUN_NOT_FOUND.
 */
export async function reviewQueue(loaded: LoadedSuite, options: ReviewOptions): Promise<ReviewQueue> {
  requireGenerated(loaded);
  const made = generatedCases(loaded);
  const labels = readLabels(loaded.paths);
  const strata = strataOf(loaded, made, labels, options.items);
  const { by } = options;
  if (options.run !== undefined) {
    const { items, notes } = await outputsToReview(loaded, labels, options.run, options);
    return { by, items, strata, notes };
  }
  if (options.caseId !== undefined)
    return { by, items: [namedItem(made, options.caseId)], strata, notes: [] };
  const drawing =
    options.active === undefined ? null : drawCases(loaded, letInByJudges(made), options.active, options);
  const only = options.only === undefined ? null : new Set(options.only);
  const queue = { by, overlap: options.overlap === true, only };
  return { by, items: caseQueue({ made, labels, strata, drawing }, queue), strata, notes: [] };
}

/** How far the acceptance samples of the suite are. */
export function acceptance(loaded: LoadedSuite): readonly Stratum[] {
  return strataOf(loaded, generatedCases(loaded), readLabels(loaded.paths));
}

/** Keeps what a person said; it is on the disk before this returns. Takes effect with {@link applyReview}. */
export function recordLabel({ paths }: LoadedSuite, label: Label, item: Pick<Case, 'provenance'>): void {
  appendLabel(paths, label, item.provenance.copyable);
}

/** Takes back what a person said. */
export function takeBackLabel({ paths }: LoadedSuite, label: Label): void {
  retractLabel(paths, label);
}

/**
 * Does with the generated cases what people said: accepted candidates become cases, refused cases go to the ledger,
 * relabelled ones take another's place. Writes nothing where nothing changes.
 */
export function applyReview(loaded: LoadedSuite): readonly AppliedDecision[] {
  requireGenerated(loaded);
  const { paths } = loaded;
  const { changes, ...made } = applyLabels(generatedCases(loaded), readLabels(paths));
  const seed = readLocalManifest(paths)?.seed ?? 0;
  if (changes.length > 0) writeGeneratedCases(paths, made, seed, noticeOf(loaded, made.cases));
  return changes;
}

function generatedCases({ paths }: LoadedSuite): GeneratedCases {
  return { cases: readGeneratedCases(paths), rejects: readRejects(paths) };
}

function strataOf(
  { suite, paths }: LoadedSuite,
  made: GeneratedCases,
  labels: readonly Label[],
  items?: number,
): readonly Stratum[] {
  const plan = { suite: suite.id, isReleased: readVersions(paths).length > 0 };
  return acceptanceStrata(made, caseDecisions(labels), items === undefined ? plan : { ...plan, items });
}

function namedItem({ cases, rejects }: GeneratedCases, id: CaseId): ReviewItem {
  const item = [...cases, ...rejects].find((other) => other.id === id);
  if (item !== undefined) return { about: 'case', selection: { plan: 'named', pi: null }, item };
  throw fault('CASE_NOT_FOUND', `no generated case or candidate has the id \`${id}\``, {
    hint: 'ids are those of cases.jsonl and rejects.jsonl; a real row is mended at its source',
  });
}

function drawCases(
  loaded: LoadedSuite,
  letIn: readonly (Case | Reject)[],
  budget: number,
  { now = () => new Date() }: ReviewOptions,
): Drawing | null {
  const items = letIn.map(({ id, verdicts }) => ({
    caseId: id,
    output: null,
    uncertainty: opinionOfCase(verdicts)?.uncertainty ?? 0,
  }));
  const request = { suite: loaded.suite.id, about: 'case', run: null, origin: 'synthetic', budget } as const;
  const drawn = drawActive(items, { ...request, at: now() }, readDrawings(loaded.paths));
  return kept(loaded, drawn);
}

async function outputsToReview(
  loaded: LoadedSuite,
  labels: readonly Label[],
  run: string,
  options: ReviewOptions,
): Promise<Pick<ReviewQueue, 'items' | 'notes'>> {
  const data = await loadDataset(loaded);
  const { notes, ...answers } = await openAnswers(loaded, data, run);
  const { cases } = data.dataset;
  const sources: OutputQueueSources = { suite: loaded.suite.id, cases, labels, ...answers };
  const asked = { by: options.by, overlap: options.overlap === true };
  if (options.active === undefined)
    return { items: outputQueue(sources, options.sample ?? defaultSample, asked), notes };
  const drawings = drawOutputs(loaded, sources, options.active, options);
  return { items: drawings.flatMap((drawing) => drawnOutputs(sources, drawing, asked)), notes };
}

/** Real and synthetic answers are drawn apart. */
function drawOutputs(
  loaded: LoadedSuite,
  { suite, cases, candidate }: OutputQueueSources,
  budget: number,
  { now = () => new Date() }: ReviewOptions,
): readonly Drawing[] {
  return (['real', 'synthetic'] as const).flatMap((origin) => {
    const items = cases.flatMap((item) => {
      const answer = candidate.answers.get(item.id);
      if (item.origin !== origin || answer === undefined || answer.digest === null) return [];
      const uncertainty = opinionOfOutput(answer.scores)?.uncertainty ?? 0;
      return [{ caseId: item.id, output: answer.digest, uncertainty }];
    });
    const request = { suite, about: 'output', run: candidate.run, origin, budget, at: now() } as const;
    const drawing = kept(loaded, drawActive(items, request, readDrawings(loaded.paths)));
    return drawing === null ? [] : [drawing];
  });
}

function kept({ paths }: LoadedSuite, drawn: ReturnType<typeof drawActive>): Drawing | null {
  if (drawn === null) return null;
  if (drawn.isNew) appendDrawing(paths, drawn.drawing);
  return drawn.drawing;
}
