import type { Case, CaseId, Origin } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { humanScores, type Label, labelledItem } from '../../core/label.ts';
import { populationDigest } from '../../core/sample-order.ts';
import type { DrawnAnswer, PairedCase } from '../../gate/paired-case.ts';
import { labelledPairs } from '../labelling/labelled-pairs.ts';
import { humanScoreOf, type RunAnswers } from '../labelling/run-answers.ts';

/** What people said, and what was drawn for them to look at. */
export interface HumanWord {
  readonly suite: string;
  readonly labels: readonly Label[];
  readonly drawings: readonly Drawing[];
}

/** A run under its id. */
interface AnsweringRun {
  readonly run: string;
  readonly answers: RunAnswers;
}

type CaseLabels = Pick<PairedCase, 'human' | 'drawn'>;

const origins: readonly Origin[] = ['real', 'synthetic'];

/**
 * By case what people say of both answers: of the random sample that they labelled, and of answers that were drawn with
 * probabilities of their own, where all that were drawn of both runs are labelled. Real and synthetic are sampled apart.
 */
export function humanLabels(
  { suite, labels, drawings }: HumanWord,
  cases: readonly Case[],
  runs: { readonly candidate: AnsweringRun; readonly baseline: AnsweringRun },
): ReadonlyMap<CaseId, CaseLabels> {
  if (labels.length === 0) return new Map();
  const { candidate, baseline } = runs;
  const scores = humanScores(labels);
  const found = new Map<CaseId, CaseLabels>();
  for (const origin of origins) {
    const own = cases.filter((item) => item.origin === origin);
    const answers = { candidate: candidate.answers, baseline: baseline.answers };
    for (const { caseId, ...human } of labelledPairs(suite, own, labels, answers)) {
      found.set(caseId, { human });
    }
    const drawn = [candidate, baseline].map((run) => drawnAnswers(run, own, origin, drawings, scores));
    const [ofCandidate, ofBaseline] = drawn;
    if (ofCandidate == null || ofBaseline == null) continue;
    for (const { id } of own) {
      const pair = { candidate: ofCandidate.get(id), baseline: ofBaseline.get(id) };
      if (pair.candidate === undefined || pair.baseline === undefined) continue;
      found.set(id, { ...found.get(id), drawn: { candidate: pair.candidate, baseline: pair.baseline } });
    }
  }
  return found;
}

/** The newest drawing of the run's answers that is labelled as a whole; null where there is none. */
function drawnAnswers(
  { run, answers }: AnsweringRun,
  cases: readonly Case[],
  origin: Origin,
  drawings: readonly Drawing[],
  scores: ReadonlyMap<string, number>,
): ReadonlyMap<CaseId, DrawnAnswer> | null {
  const shown = cases.flatMap(({ id }) => {
    const output = answers.get(id)?.digest ?? null;
    return output === null ? [] : [{ caseId: id, output }];
  });
  const population = populationDigest(shown.map(labelledItem));
  const drawing = drawings.findLast(
    (one) =>
      one.about === 'output' &&
      one.run === run &&
      one.origin === origin &&
      one.population === population &&
      one.items.every((item) => scores.has(labelledItem(item))),
  );
  if (drawing === undefined) return null;
  const probabilities = new Map(drawing.items.map(({ caseId, pi }) => [caseId, pi]));
  // Where the target failed there was nothing to draw: that it is wrong is known.
  return new Map(
    cases.flatMap(({ id }) => {
      if (!answers.has(id)) return [];
      const probability = probabilities.get(id);
      if (answers.get(id)?.digest === null) return [[id, { label: 0, probability: 1 }] as const];
      if (probability === undefined) return [[id, { label: null, probability: 1 }] as const];
      return [[id, { label: humanScoreOf(answers, scores, id), probability }] as const];
    }),
  );
}
