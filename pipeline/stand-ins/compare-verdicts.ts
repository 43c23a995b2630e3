import path from 'node:path';
import type { Case } from '../../core/case.ts';
import type { ArmResult } from '../../core/gate-decision.ts';
import type { Report } from '../../core/report.ts';
import { assembleDataset } from '../../datasets/dataset.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { chooseTarget } from '../running/choose-target.ts';
import { testOn } from '../test.ts';
import type { VerdictAgreement } from './stand-in-report.ts';

interface Compared {
  readonly original: Case;
  readonly standIn: Case;
}

/**
 * Runs baseline and target on the records and on their stand-ins and lets the gate decide on each: as many cases of the
 * same cells and clusters, real arm alone. The runs lie under `.heldout/stand-ins`, so that they are never taken for runs
 * of the suite. Throws as `test` does.
 */
export async function compareVerdicts(
  loaded: LoadedSuite,
  pairs: readonly Compared[],
  { target, workingFolder }: { readonly target: string; readonly workingFolder: string },
  signal: AbortSignal,
): Promise<VerdictAgreement> {
  const { suite } = loaded;
  const apart: LoadedSuite = {
    ...loaded,
    workspace: path.join(loaded.workspace, 'stand-ins'),
    // Slices of generated cases are not there to be compared.
    suite: { ...suite, gate: { ...suite.gate, critical: {} } },
  };
  const decided = async (cases: readonly Case[]) => {
    const data = datasetOf(suite.id, cases);
    const chosen = await chooseTarget(apart, data.dataset.cases, target, workingFolder);
    return testOn(apart, data, chosen, { workingFolder, resume: true }, signal);
  };
  const originals = await decided(pairs.map(({ original }) => original));
  const standIns = await decided(pairs.map(({ standIn }) => standIn));
  const [before, after] = [realArm(originals), realArm(standIns)];
  return {
    target: originals.target.ref,
    baseline: originals.baselineTarget.ref,
    n: pairs.length,
    originals: outcome(before),
    standIns: outcome(after),
    agrees: before.status === after.status,
  };
}

function datasetOf(id: string, cases: readonly Case[]): LoadedDataset {
  return { dataset: assembleDataset(id, cases, []), sources: [], version: null };
}

function realArm({ arms }: Report): ArmResult {
  const arm = arms.find(({ origin }) => origin === 'real');
  if (arm === undefined) throw new TypeError('a decision on real cases has no real arm');
  return arm;
}

function outcome({
  status,
  candidate,
  baseline,
  difference,
  interval,
}: ArmResult): VerdictAgreement['originals'] {
  return { status, candidate, baseline, difference, interval };
}
