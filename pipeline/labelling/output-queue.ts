import type { Case, CaseId, Origin } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { type Label, labelledItem, type Selection } from '../../core/label.ts';
import { createRandom } from '../../core/random.ts';
import { populationDigest, sampleOrder } from '../../core/sample-order.ts';
import type { ReviewItem } from './review-item.ts';
import type { RunAnswers } from './run-answers.ts';

/** A run under its id. */
export interface NamedAnswers {
  readonly run: string;
  readonly answers: RunAnswers;
}

/** What the queue is made of. */
export interface OutputQueueSources {
  readonly suite: string;
  readonly cases: readonly Case[];
  readonly labels: readonly Label[];
  readonly candidate: NamedAnswers;
  /** What it is compared with; null: there is none. */
  readonly baseline: NamedAnswers | null;
}

/** Whom outputs are put before. */
interface Asked {
  readonly by: string;
  readonly overlap: boolean;
}

/**
 * The answers of both runs to the first cases of the fixed order, real and synthetic apart, so many of each. Which
 * model answered is not told, and which comes first depends on the case. Equal answers are asked about once, and what
 * was labelled before is not asked about again.
 */
export function outputQueue(sources: OutputQueueSources, size: number, asked: Asked): readonly ReviewItem[] {
  const { suite, cases, candidate, baseline } = sources;
  const isOpen = openItems(sources.labels, asked);
  const byId = new Map(cases.map((item) => [item.id, item]));
  const answered = cases.filter(
    ({ id }) => candidate.answers.has(id) && (baseline === null || baseline.answers.has(id)),
  );
  const origins: readonly Origin[] = ['real', 'synthetic'];
  return origins.flatMap((origin) => {
    const ids = answered.filter((item) => item.origin === origin).map(({ id }) => id);
    const sample = sampleOrder(suite, ids).slice(0, size);
    const population = populationDigest(ids);
    return sample.flatMap((id) => {
      const draw = { pi: sample.length / ids.length, drawn: sample.length, population };
      const runs = baseline === null ? [candidate] : [candidate, baseline];
      const shown = createRandom(`${suite}/order/${id}`).shuffle(runs);
      const items = shown.flatMap((run) => outputItem(byId.get(id), run, { plan: 'random', ...draw }));
      return items.filter((item, at) => {
        const isTwin = items.slice(0, at).some((other) => other.digest === item.digest);
        return !isTwin && isOpen(id, item.digest);
      });
    });
  });
}

/** The answers of the run that active selection drew and that nobody labelled yet. */
export function drawnOutputs(
  sources: OutputQueueSources,
  drawing: Drawing,
  asked: Asked,
): readonly ReviewItem[] {
  const isOpen = openItems(sources.labels, asked);
  const byId = new Map(sources.cases.map((item) => [item.id, item]));
  const { items, population } = drawing;
  return items.flatMap(({ caseId, pi }) => {
    const selection: Selection = { plan: 'active', pi, drawn: items.length, population };
    const [item] = outputItem(byId.get(caseId), sources.candidate, selection);
    return item !== undefined && isOpen(caseId, item.digest) ? [item] : [];
  });
}

/** Empty where the target failed, or where its words are not on this machine. */
function outputItem(item: Case | undefined, { run, answers }: NamedAnswers, selection: Selection) {
  const answer = item === undefined ? undefined : answers.get(item.id);
  if (item === undefined || answer === undefined || answer.digest === null || answer.output === null)
    return [];
  const { digest, output } = answer;
  return [{ about: 'output' as const, selection, item, run, digest, output }];
}

function openItems(
  labels: readonly Label[],
  { by, overlap }: Asked,
): (id: CaseId, output: string) => boolean {
  const counted = overlap ? labels.filter((label) => label.by === by) : labels;
  const labelled = new Set(counted.filter(({ about }) => about === 'output').map(labelledItem));
  return (caseId, output) => !labelled.has(labelledItem({ caseId, output }));
}
