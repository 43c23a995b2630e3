import type { AddCommand } from '../command.ts';
import { examples, jsonOption, recordingOf, recordOption, replayOption, wholeNumber } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly target?: string;
  readonly resume?: boolean;
  readonly concurrency?: number;
  readonly out?: string;
}

export const addTest: AddCommand = (program, perform) => {
  program
    .command('test')
    .argument('<suite>', 'suite file')
    .description('run a target, gate it against the baseline, write the reports: what CI calls')
    .option(
      '--target <ref>',
      'model to test (default: models.target); paths are relative to the working folder',
    )
    .option('--resume', 'go on with the newest unfinished run of the same suite, dataset and target')
    .option('--concurrency <n>', 'calls at a time (default: run.concurrency)', wholeNumber(1))
    .option('--out <dir>', 'folder for the reports (default: the run’s own)')
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${examples('heldout test suite.yaml --target module:./target.ts')}

Exit codes: 0 pass, 1 fail, 2 could not run, 3 inconclusive, 130 interrupted.`,
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { test } = await import('../../pipeline/test.ts');
        const { writeReport } = await import('../../pipeline/report.ts');
        const { showReport } = await import('../show-report.ts');
        const { createProgress } = await import('../progress.ts');
        const progress = createProgress(session);
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording);
        const { target, resume, concurrency, out } = options;
        let [done, planned] = [0, 0];
        const report = await test(
          loaded,
          {
            ...(target === undefined ? {} : { target }),
            ...(resume === undefined ? {} : { resume }),
            ...(concurrency === undefined ? {} : { concurrency }),
            workingFolder: session.workingFolder,
            onStart: (header, before) => {
              [done, planned] = [before, header.planned];
            },
            onTrial: (_, role) => progress.show(role, ++done, planned),
            onDuel: (judged, pairs) => progress.show('arena', judged, pairs),
          },
          session.signal,
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        const where = { workingFolder: session.workingFolder, ...(out === undefined ? {} : { out }) };
        return showReport(writeReport(report, loaded, where), session);
      }),
    );
};
