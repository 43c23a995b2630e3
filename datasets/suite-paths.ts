import path from 'node:path';

/** Where the records of a suite lie. */
export interface SuitePaths {
  /** `suites/<id>/`: generated cases, versions and the baseline; kept in git. */
  readonly folder: string;
  readonly cases: string;
  readonly rejects: string;
  readonly local: string;
  /** What judges made of planted errors. */
  readonly canaries: string;
  readonly versions: string;
  readonly baseline: string;
  /** The baseline that stays pinned while the other moves. */
  readonly anchor: string;
  /** What people say of cases and outputs. */
  readonly labels: string;
  /** What active selection drew for them to look at. */
  readonly drawings: string;
  /** Labelled items that every version of a judge rates again. */
  readonly drift: string;
  /** What both arms showed in past comparisons. */
  readonly transfer: string;
  /** What may be trained on, and what was refused of it. */
  readonly training: string;
  readonly trainingRejects: string;
  /** What fills were aimed at and made. */
  readonly rounds: string;
  /** Cases of the newest round that no run scores and nothing is trained on. */
  readonly probe: string;
  /** `.heldout/suites/<id>/`: cases made from rows that may not be copied; never in git. */
  readonly localFolder: string;
  readonly localCases: string;
  readonly localRejects: string;
  /** The same labels with their texts, where those may not be in version control. */
  readonly localLabels: string;
  readonly localTraining: string;
  readonly localTrainingRejects: string;
  readonly localProbe: string;
  /** Which cases stand in the training rows; can always be made again. */
  readonly contamination: string;
  /** What the newest mutation score said; can always be made again. */
  readonly mutants: string;
  /** Where a fill began that has not ended. */
  readonly openFill: string;
}

/** `suiteFolder` is the folder of the suite file, `workspace` the `.heldout` folder. */
export function suitePaths(suiteFolder: string, workspace: string, id: string): SuitePaths {
  const folder = path.join(suiteFolder, id);
  const localFolder = path.join(workspace, 'suites', id);
  return {
    folder,
    cases: path.join(folder, 'cases.jsonl'),
    rejects: path.join(folder, 'rejects.jsonl'),
    local: path.join(folder, 'local.json'),
    canaries: path.join(folder, 'canaries.jsonl'),
    versions: path.join(folder, 'versions'),
    baseline: path.join(folder, 'baseline.jsonl'),
    anchor: path.join(folder, 'anchor.jsonl'),
    labels: path.join(folder, 'labels.jsonl'),
    drawings: path.join(folder, 'drawings.jsonl'),
    drift: path.join(folder, 'drift.jsonl'),
    transfer: path.join(folder, 'transfer.jsonl'),
    training: path.join(folder, 'training.jsonl'),
    trainingRejects: path.join(folder, 'training-rejects.jsonl'),
    rounds: path.join(folder, 'rounds.jsonl'),
    probe: path.join(folder, 'probe.jsonl'),
    localFolder,
    localCases: path.join(localFolder, 'cases.jsonl'),
    localRejects: path.join(localFolder, 'rejects.jsonl'),
    localLabels: path.join(localFolder, 'labels.jsonl'),
    localTraining: path.join(localFolder, 'training.jsonl'),
    localTrainingRejects: path.join(localFolder, 'training-rejects.jsonl'),
    localProbe: path.join(localFolder, 'probe.jsonl'),
    contamination: path.join(localFolder, 'contamination.json'),
    mutants: path.join(localFolder, 'mutants.json'),
    openFill: path.join(localFolder, 'open-fill.json'),
  };
}
