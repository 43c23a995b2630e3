import type { CaseId } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { RunHeader, TrialFault } from '../../core/run.ts';
import type { AcceptedBaseline, AcceptedTrial } from '../../runner/accepted-baseline.ts';
import { attemptScores, type CaseScore, caseScore, votingFamilies } from '../../runner/case-score.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { type RunAnswers, runAnswers } from '../labelling/run-answers.ts';

const isOfTarget = (kind: TrialFault) => kind === 'target' || kind === 'timeout';

type ScoredRunTrial = Pick<AcceptedTrial, 'caseId' | 'output'> & Parameters<typeof caseScore>[0][number];

/** A run as the gate sees it: scores by case, and what was answered where that may be shown. */
export interface ScoredRun {
  readonly header: RunHeader;
  /** True where it ended before every case was run, because the verdict was certain. */
  readonly endedEarly: boolean;
  /** True where every attempt at the case has come to an end. */
  isDone(id: CaseId): boolean;
  /** `leftOut`: without the votes of that family of judges. */
  scoreOf(id: CaseId, leftOut?: string): CaseScore;
  /** Trials that ended by an error or a time-out of the target, which count as wrong. */
  readonly failures: number;
  /** Of each trial in which some scorer gave no reading: which one, and why. */
  readonly unscored: readonly string[];
  /** The scores of each attempt that has one. */
  attemptsOf(id: CaseId): readonly number[];
  readonly answers: RunAnswers;
  /** The families of the judges that scored the case; empty where none did. */
  familiesOf(id: CaseId): readonly string[];
  /** Judge → what answered in its name, as its server says; each once. */
  readonly answeredBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** The first attempt's output, or the message of its error; null where there is none or it is not kept. */
  answerTo(id: CaseId): string | null;
  /** Why the first attempt scored as it did; empty where that is not kept. */
  reasonFor(id: CaseId): string;
}

/** A run out of its journal, or the accepted baseline out of its file. */
export function scoredRun(
  run: (Pick<RunRecord, 'header' | 'trials'> & Partial<Pick<RunRecord, 'end'>>) | AcceptedBaseline,
): ScoredRun {
  const all: readonly ScoredRunTrial[] =
    run.trials instanceof Map
      ? [...run.trials.values()].map((trial) => ({
          ...trial,
          output: trial.status === 'completed' ? trial.output : null,
        }))
      : [...run.trials.values()];
  const byCase = groupBy(all, (trial) => trial.caseId);
  const { header } = run;
  return {
    header,
    endedEarly: 'end' in run && run.end?.isEnough === true,
    isDone: (id) => (byCase.get(id) ?? []).length >= header.repeats,
    scoreOf: (id, leftOut) => caseScore(byCase.get(id) ?? [], header.repeats, leftOut),
    failures: all.filter((trial) => trial.status === 'errored' && isOfTarget(trial.kind)).length,
    unscored: all.flatMap(unscoredIn),
    attemptsOf: (id) => attemptScores(byCase.get(id) ?? []),
    answers: runAnswers(run),
    familiesOf: (id) => votingFamilies(byCase.get(id) ?? []),
    answeredBy: answersOf(all),
    answerTo(id) {
      const [first] = byCase.get(id) ?? [];
      if (first === undefined) return null;
      return first.status === 'errored' ? `(${first.kind}) ${first.message}` : (first.output?.text ?? null);
    },
    reasonFor(id) {
      const [first] = byCase.get(id) ?? [];
      if (first === undefined) return '';
      if (first.status === 'errored') return first.message;
      const lowest = first.scores.toSorted((a, b) => shownValue(a) - shownValue(b))[0];
      return lowest?.reason ?? '';
    },
  };
}

function shownValue(reading: { readonly status: string; readonly value?: number }): number {
  return reading.status === 'scored' ? (reading.value ?? 1) : 1;
}

function answersOf(trials: readonly ScoredRunTrial[]): ScoredRun['answeredBy'] {
  const names = new Map<string, Set<string>>();
  for (const trial of trials) {
    if (trial.status === 'errored') continue;
    for (const reading of trial.scores) {
      if (reading.status === 'unscored') continue;
      for (const { judge, answeredBy = judge } of reading.votes ?? [])
        names.set(judge, (names.get(judge) ?? new Set()).add(answeredBy));
    }
  }
  return names;
}

function unscoredIn(trial: ScoredRunTrial): readonly string[] {
  const open =
    trial.status === 'errored' ? undefined : trial.scores.find(({ status }) => status === 'unscored');
  return open === undefined ? [] : [`the scorer \`${open.scorer}\`: ${open.reason}`];
}
