import { counted } from '../../core/counted.ts';
import { humanScores, type Label } from '../../core/label.ts';
import type { PeopleAgreement } from '../../core/report.ts';
import type { RunHeader } from '../../core/run.ts';
import { readGeneratedCases, readRejects } from '../../datasets/generated-cases.ts';
import { readLabels } from '../../datasets/labels.ts';
import { judgeAgreement } from '../../judges/calibration/judge-agreement.ts';
import type { JudgedItem } from '../../judges/calibration/judged-item.ts';
import { answeredRuns } from '../calibration/answered-runs.ts';
import { caseVotes } from '../calibration/case-votes.ts';
import { allScorers, outputVotes, scorerVersions } from '../calibration/output-votes.ts';
import { caseDecisions } from '../labelling/case-decisions.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { acceptance } from '../review.ts';

/** What people's labels say of those whose word a report rests on. */
export interface PeopleMeasures {
  /** Judges of cases by `judgeKey`; none where nobody has labelled what they ruled on. */
  readonly judges: ReadonlyMap<string, PeopleAgreement>;
  /** Of scorers, and of strategies whose cases people found wrong too often. */
  readonly notes: readonly string[];
}

/** Measures the judges of the cases, and the scorers of a run as they are now, against what people said. */
export function peopleMeasures(loaded: LoadedSuite, data: LoadedDataset, header: RunHeader): PeopleMeasures {
  const labels = readLabels(loaded.paths);
  const made = [...readGeneratedCases(loaded.paths), ...readRejects(loaded.paths)];
  const ofCases = caseVotes(made, caseDecisions(labels));
  return {
    judges: new Map(ofCases.flatMap(({ key, items }) => agreementOf(items).map((own) => [key, own]))),
    notes: [...scorerNotes(loaded, data, header, labels), ...stratumNotes(loaded, labels)],
  };
}

function scorerNotes(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  header: RunHeader,
  labels: readonly Label[],
): readonly string[] {
  if (labels.every(({ about }) => about === 'case')) return [];
  const versions = scorerVersions(header);
  return outputVotes(answeredRuns(loaded), dataset.cases, humanScores(labels))
    .filter(({ judge, version }) => judge !== allScorers && versions.includes(version))
    .flatMap(({ judge, items }) => agreementOf(items).map((found) => `${judge} ${agreementWords(found)}`));
}

function agreementOf(items: readonly JudgedItem[]): readonly PeopleAgreement[] {
  const found = judgeAgreement(items);
  if (found === null) return [];
  const { n, observed, kappa, ac1 } = found;
  return [{ n, observed, kappa: kappa?.kappa ?? null, ac1 }];
}

function agreementWords({ n, observed, kappa, ac1 }: PeopleAgreement): string {
  const shown = (value: number | null) => (value === null ? 'n/a' : value.toFixed(2));
  return `agrees with people on ${(100 * observed).toFixed(0)} % of ${counted(n, 'answer')} (kappa ${shown(kappa)}, AC1 ${shown(ac1)})`;
}

function stratumNotes(loaded: LoadedSuite, labels: readonly Label[]): readonly string[] {
  if (labels.every(({ about }) => about === 'output')) return [];
  return acceptance(loaded).flatMap(({ generator, model, status, defects, looked, bound }) => {
    if (status !== 'not-accepted' || bound === null) return [];
    const name = model === null ? generator : `${generator} by ${model}`;
    return [
      `people found ${defects} of ${counted(looked, 'case')} of ${name} wrong, so up to ${(100 * bound).toFixed(0)} % may be, where 10 % is accepted`,
    ];
  });
}
