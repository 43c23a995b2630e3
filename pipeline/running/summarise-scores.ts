import type { Case, Origin } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Classification, ScoreSummary } from '../../core/report.ts';
import type { ScorerReading } from '../../core/run.ts';
import type { Task } from '../../core/suite.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { classification } from '../../stats/confusion.ts';

interface CaseReading {
  readonly subject: Case;
  readonly reading: ScorerReading;
}

/**
 * Mean of each scorer over its readings, per origin; a scorer that names labels also gets its confusion.
 * Trials that the target failed count with 0, as they do at the gate; those without a score are left out.
 */
export function summariseScores(run: RunRecord, cases: readonly Case[], task: Task): readonly ScoreSummary[] {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const readings: CaseReading[] = [];
  for (const trial of run.trials.values()) {
    const subject = byId.get(trial.caseId);
    if (subject === undefined) continue;
    if (trial.status === 'completed') readings.push(...trial.scores.map((reading) => ({ subject, reading })));
    else if (trial.kind === 'target' || trial.kind === 'timeout') {
      const failed = { status: 'scored', value: 0, reason: trial.message, answer: null } as const;
      const scorers = namesOf(run, subject);
      readings.push(...scorers.map((scorer) => ({ subject, reading: { ...failed, scorer } })));
    }
  }
  const groups = groupBy(readings, ({ subject, reading }) => `${subject.origin}\u0000${reading.scorer}`);
  return [...groups.values()].flatMap((group) => summary(group, task)).sort(byOriginThenScorer);
}

/** Names of the scorers of a case's skill, two of one kind told apart as their readings are. */
function namesOf({ header }: RunRecord, { cell }: Case): readonly string[] {
  const names = (header.scorers[cell.skill] ?? []).map(({ name }) => name);
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name}#${earlier + 1}`;
  });
}

function summary(group: readonly CaseReading[], task: Task): readonly ScoreSummary[] {
  const [first] = group;
  if (first === undefined) return [];
  const values = group.flatMap(({ reading }) => (reading.status === 'scored' ? [reading.value] : []));
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const { scorer } = first.reading;
  const isLabel = /^label(#\d+)?$/.test(scorer);
  return [
    {
      scorer,
      origin: first.subject.origin,
      n: values.length,
      mean,
      classification: isLabel ? confusionOf(group, task) : null,
    },
  ];
}

function confusionOf(group: readonly CaseReading[], task: Task): Classification | null {
  const pairs = group.flatMap(({ subject, reading }) =>
    reading.status === 'scored' && subject.expected.kind === 'label'
      ? [{ expected: subject.expected.label, answered: reading.answer }]
      : [],
  );
  if (pairs.length === 0) return null;
  const seen = pairs.flatMap(({ expected, answered }) =>
    answered === null ? [expected] : [expected, answered],
  );
  const declared = task.kind === 'classification' ? task.labels : [];
  return classification(pairs, [...new Set([...declared, ...seen.sort()])]);
}

function byOriginThenScorer(a: ScoreSummary, b: ScoreSummary): number {
  const order: readonly Origin[] = ['real', 'synthetic'];
  return order.indexOf(a.origin) - order.indexOf(b.origin) || (a.scorer < b.scorer ? -1 : 1);
}
