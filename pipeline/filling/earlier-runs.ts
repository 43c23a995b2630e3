import { fault, HeldoutError } from '../../core/errors.ts';
import type { FillRecord } from '../../core/round-record.ts';
import { shellWord } from '../../core/shell-word.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { type RunRecord, readRun } from '../../runner/run-records.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';
import { idsOfVersion } from './as-of-version.ts';
import { requireComparable } from './compare-round.ts';

/** What a fill measured before anything was trained, to compare with. */
export interface EarlierRuns {
  /** The run that the fill was aimed by. */
  readonly aimed: RunRecord;
  /** On what the fill made; null where that was nothing. */
  readonly fresh: RunRecord | null;
}

/**
 * The runs that a round is compared with. Throws RUN_NOT_FOUND, saying what they are for, where they are not on this
 * machine, VERSION_NOT_FOUND where a version of the fill is gone, and RUN_MISMATCH where they were scored otherwise.
 */
export function earlierRuns(loaded: LoadedSuite, data: LoadedDataset, fill: FillRecord): EarlierRuns {
  const runs = runsFolder(loaded);
  const read = (id: string, what: string) => {
    try {
      return readRun(runs, id);
    } catch (error) {
      if (!(error instanceof HeldoutError) || error.problems[0].code !== 'RUN_NOT_FOUND') throw error;
      throw fault('RUN_NOT_FOUND', `run ${id} is gone: it is ${what}, and the round is compared with it`, {
        hint: `restore it under ${runs}, or begin anew: \`heldout run\`, then \`heldout fill ${shellWord(loaded.file)}\``,
        cause: error,
      });
    }
  };
  const aimed = read(fill.run, `the run that round ${fill.round} was filled from`);
  const fresh =
    fill.before === null
      ? null
      : read(fill.before, `what the target of round ${fill.round} did on new cases`);
  for (const version of [fill.versions.before, fill.versions.after]) idsOfVersion(loaded, version);
  for (const run of [aimed, fresh]) if (run !== null) requireComparable(loaded, data, run);
  return { aimed, fresh };
}

/** Words where cases of the probe are gone that a fill made. */
export function missingProbe({ paths }: LoadedSuite, { round, probe }: FillRecord): readonly string[] {
  const there = readProbeCases(paths).length;
  return there >= probe
    ? []
    : [
        `of the ${probe} probe cases that round ${round} made ${probe - there} are gone: it is measured without them; \`probe.jsonl\` of the suite held them`,
      ];
}
