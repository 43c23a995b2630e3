import type { AddCommand } from '../command.ts';
import { commentKeyOption, type GithubOptions, githubOption, showGate } from '../github.ts';
import {
  examples,
  formatOption,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';

interface Options extends GithubOptions {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly target?: string;
  readonly resume?: boolean;
  readonly concurrency?: number;
  readonly out?: string;
  readonly format?: string;
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
    .addOption(formatOption())
    .addOption(githubOption())
    .addOption(commentKeyOption())
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${examples(
        'heldout test suite.yaml --target module:./target.ts',
        'heldout test suite.yaml --target module:./target.ts --github --out reports',
      )}

Exit codes: 0 pass, 1 fail, 2 could not run, 3 inconclusive, 130 interrupted.`,
    )
    .action((suite: string, options: Options) =>
      perform(options, (session) =>
        showGate(options, suite, session, async () => {
          const { loadSuite } = await import('../../pipeline/load-suite.ts');
          const { test } = await import('../../pipeline/test.ts');
          const { parseFormats, writeReport } = await import('../../pipeline/report.ts');
          const { createProgress } = await import('../progress.ts');
          const { target, resume, concurrency, out, format } = options;
          const where = {
            workingFolder: session.workingFolder,
            ...(out === undefined ? {} : { out }),
            ...(format === undefined ? {} : { formats: parseFormats(format) }),
          };
          const progress = createProgress(session);
          const recording = recordingOf(options, session.workingFolder);
          const loaded = await loadSuite(suite, session.workingFolder, recording);
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
          return writeReport(report, loaded, where);
        }),
      ),
    );
};
