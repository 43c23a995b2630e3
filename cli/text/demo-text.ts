import type { Report } from '../../core/report.ts';
import type { DemoResult, DemoStep } from '../../pipeline/demo.ts';
import type { Filled } from '../../pipeline/fill.ts';
import type { Session } from '../session.ts';
import { generateText } from './generate-text.ts';
import { roundResultText } from './round-text.ts';

type Colors = Session['colors'];

/** What a step of the demo tells people. */
export function demoStep(step: Exclude<DemoStep, { step: 'generating' }>, colors: Colors): string {
  const head = (text: string) => `\n${colors.bold(text)}`;
  switch (step.step) {
    case 'start':
      return `A mail classifier was trained anew. May it replace the one in production?\nsuite  ${step.suiteFile}`;
    case 'checked': {
      const { cells, power } = step.checked;
      const real = power.find((plan) => plan.name === 'real');
      const wanted = cells.reduce((sum, cell) => sum + cell.target, 0);
      return `${head('1. check')}\n${real?.n ?? 0} real held-out mails; ${wanted} synthetic cases wanted in ${cells.length} edge cases`;
    }
    case 'generated':
      return `${head('2. generate, and judge by a model of another family')}\n${generateText(step.generated, colors)}`;
    case 'frozen':
      return `${head('3. freeze')}\nversion ${step.version}: ${step.counts.real} real and ${step.counts.synthetic} synthetic cases`;
    case 'filled':
      return `${head('6. gaps of candidate-broken.ts, filled')}\n${gapLines(step.filled)}`;
    case 'gated':
      return `${head(`${step.baseline === 'baseline.ts' ? '7' : '8'}. candidate-mended.ts, trained on the export, against ${step.baseline}`)}\n${verdict(step.report, colors)}`;
    case 'measured':
      return `${head('9. before and after, on cases that chose nothing')}\n${roundResultText(step.result, colors)}`;
    case 'decided':
      return `${head(`${step.candidate === 'candidate-good.ts' ? '4' : '5'}. test ${step.candidate} against baseline.ts`)}\n${verdict(step.report, colors)}`;
  }
}

/** The closing lines: where the files are, and what to try next. */
export function demoEnd({ suiteFile, good, broken }: DemoResult, durationMs: number, colors: Colors): string {
  const folder = suiteFile.replace(/suite\.yaml$/, '');
  const quote = (text: string) => (/\s/.test(text) ? JSON.stringify(text) : text);
  const [lost] = broken.lost;
  const program = import.meta.url.endsWith('.ts') ? 'npx tsx cli/main.ts' : 'npx heldout';
  return [
    '',
    colors.bold('Reports'),
    `  candidate-good.ts    ${good.files['md'] ?? ''}`,
    `  candidate-broken.ts  ${broken.files['md'] ?? ''}`,
    '  (each also as report.txt, report.json and report.xml)',
    '',
    colors.bold('Try next'),
    `  ${program} test ${quote(suiteFile)} --target module:${folder}candidate-broken.ts; echo "exit $?"`,
    ...(lost === undefined ? [] : [`  ${program} explain ${lost.caseId}`]),
    `  ${program} init my-evals --yes`,
    '',
    `done in ${(durationMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

function gapLines({ aims, heldout, training, probe, exported }: Filled): string {
  const added = heldout.reduce((sum, { made }) => sum + made, 0);
  return [
    ...aims.map(({ name, shrunk }) => `  weak: ${name.padEnd(32)} ${(100 * shrunk.mean).toFixed(1)} % right`),
    `${added} new held-out cases; a probe of ${probe.rows} mails and ${probe.made} cases made of them`,
    `${training.added} items to train on, of training mails that it gets wrong; ${exported?.manifest.rows ?? 0} exported`,
  ].join('\n');
}

function verdict(report: Report, colors: Colors): string {
  const paint = { pass: colors.green, fail: colors.red, inconclusive: colors.yellow }[report.status];
  // The real arm is shown beside what failed: better on average is a part of the story.
  const shown = report.checks.filter(
    (check) => report.status !== 'fail' || check.status === 'fail' || check.name === 'real',
  );
  return [
    paint(colors.bold(`GATE  ${report.status.toUpperCase()}`)),
    ...shown.flatMap(({ name, status, reason }) => {
      const scope = name.startsWith('synthetic') && status === 'pass' ? ' (on synthetic scenarios)' : '';
      return [`  ${statusWords[status]}  ${name}${scope}`, `        ${reason.replace(': ', ':\n        ')}`];
    }),
  ].join('\n');
}

const statusWords = { pass: 'PASS', fail: 'FAIL', inconclusive: 'not shown' } as const;
