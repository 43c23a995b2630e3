import type { Case, Origin } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { ChangedGrade, Regrade, RegradedScorer } from '../../core/report.ts';
import type { ScorerReading, Trial } from '../../core/run.ts';
import type { GradedRun } from './graded-run.ts';

const shown = 20;
/** A mean of votes is not always the same to the last digit. */
const rounding = 1e-9;

type Grade = ChangedGrade & { readonly origin: Origin };

/** The grades of a run beside those that its outputs had before, by scorer and origin. */
export function compareGrades(before: GradedRun, after: GradedRun, cases: readonly Case[]): Regrade {
  const origins = new Map(cases.map(({ id, origin }) => [id, origin]));
  const grades = [...after.trials].flatMap(([key, now]) => {
    const old = before.trials.get(key);
    const origin = origins.get(now.caseId);
    return old === undefined || origin === undefined ? [] : gradesOf(old, now, origin);
  });
  const changes = grades.filter(isChanged);
  const outputs = groupBy(grades, ({ caseId, attempt }) => `${caseId}#${attempt}`);
  const groups = groupBy(grades, ({ scorer, origin }) => `${origin} ${scorer}`);
  return {
    of: before.header.id,
    outputs: outputs.size,
    differ: [...outputs.values()].filter((own) => own.some(isChanged)).length,
    scorers: [...groups.values()].flatMap(summary).sort(byOriginThenScorer),
    changes: changes.slice(0, shown).map(({ origin: _, ...change }) => change),
  };
}

function gradesOf(old: Trial, now: Trial, origin: Origin): readonly Grade[] {
  if (old.status === 'errored' || now.status === 'errored') return [];
  const { caseId, attempt } = now;
  const names = new Set([...now.scores, ...old.scores].map(({ scorer }) => scorer));
  return [...names].map((scorer) => ({
    caseId,
    attempt,
    scorer,
    origin,
    before: scoreBy(old.scores, scorer),
    after: scoreBy(now.scores, scorer),
  }));
}

function scoreBy(scores: readonly ScorerReading[], name: string): number | null {
  const reading = scores.find(({ scorer }) => scorer === name);
  return reading?.status === 'scored' ? reading.value : null;
}

function isChanged({ before, after }: Grade): boolean {
  return before === null || after === null ? before !== after : Math.abs(before - after) > rounding;
}

function summary(group: readonly Grade[]): readonly RegradedScorer[] {
  const [first] = group;
  if (first === undefined) return [];
  const { scorer, origin } = first;
  const mean = (side: 'before' | 'after') => {
    const values = group.flatMap((grade) => grade[side] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const differ = group.filter(isChanged).length;
  return [{ scorer, origin, n: group.length, before: mean('before'), after: mean('after'), differ }];
}

function byOriginThenScorer(a: RegradedScorer, b: RegradedScorer): number {
  return a.origin === b.origin ? (a.scorer < b.scorer ? -1 : 1) : a.origin < b.origin ? -1 : 1;
}
