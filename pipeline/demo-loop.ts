import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../core/report.ts';
import type { RoundRecord } from '../core/round-record.ts';
import type { ModelUse } from '../core/suite.ts';
import { type Filled, fill } from './fill.ts';
import { raisedBy } from './filling/raised-quotas.ts';
import { generate } from './generate.ts';
import type { CellProgress } from './generation/fill-cell.ts';
import { loadDataset } from './load-dataset.ts';
import { type LoadedSuite, loadSuite } from './load-suite.ts';
import { writeReport } from './report.ts';
import { measureRound } from './round.ts';
import { run } from './run.ts';
import { chooseTarget } from './running/choose-target.ts';
import { test } from './test.ts';

/** What the loop has done so far, step by step. */
export type LoopStep =
  | { readonly step: 'generating'; readonly count: CellProgress }
  | { readonly step: 'filled'; readonly filled: Filled }
  | { readonly step: 'measured'; readonly result: RoundRecord }
  | { readonly step: 'gated'; readonly baseline: string; readonly report: Report };

/** What came of it, whatever that is. */
export interface LoopResult {
  readonly filled: Filled;
  readonly result: RoundRecord;
  readonly againstBroken: Report;
  readonly againstBaseline: Report;
}

const made = { heldout: 60, train: 300 } as const;

/**
 * Closes the loop on the embedded example: looks for the gaps of the broken candidate, fills them, trains it anew on the
 * export and puts the mended one before the gate, against the broken one and against the baseline. What an earlier call
 * has made is made anew.
 */
export async function closeLoop(
  folder: string,
  workingFolder: string,
  onStep: (step: LoopStep) => void,
  signal: AbortSignal,
): Promise<LoopResult> {
  const load = () => loadSuite(path.join(folder, 'loop.yaml'), workingFolder);
  const start = await load();
  for (const old of [start.paths.folder, start.paths.localFolder])
    rmSync(old, { recursive: true, force: true });
  const loaded = await load();
  const onProgress = (count: CellProgress) => onStep({ step: 'generating', count });
  await generate(loaded, { onProgress }, signal);
  const broken = await run(loaded, { workingFolder }, signal);
  const filled = await fill(
    loaded,
    { ...made, run: broken.record.header.id, out: path.join(loaded.paths.folder, 'export'), onProgress },
    signal,
  );
  onStep({ step: 'filled', filled });
  const { record } = filled;
  if (record === null) throw new TypeError('nothing was made of the example');
  const target = `module:${path.join(folder, 'candidate-mended.ts')}`;
  const after = raisedBy(loaded, record.heldout);
  const decide = async (suite: LoadedSuite, baseline: string) => {
    const report = writeReport(await test(suite, { target, workingFolder }, signal), suite, {
      workingFolder,
    });
    onStep({ step: 'gated', baseline, report });
    return report;
  };
  const againstBaseline = await decide(after, 'baseline.ts');
  const againstBroken = await decide(withBaseline(after, after.suite.models.target), 'candidate-broken.ts');
  const data = await loadDataset(after);
  const chosen = await chooseTarget(after, data.dataset.cases, target, workingFolder);
  const work = { fill: record, chosen, run: againstBaseline.run };
  const result = await measureRound(after, data, work, {}, signal);
  onStep({ step: 'measured', result });
  return { filled, result, againstBroken, againstBaseline };
}

function withBaseline(loaded: LoadedSuite, baseline: ModelUse | null): LoadedSuite {
  return { ...loaded, suite: { ...loaded.suite, models: { ...loaded.suite.models, baseline } } };
}
