import type { AddCommand } from '../command.ts';
import { commentKeyOption, type GithubOptions, githubOption, showGate } from '../github.ts';
import { examples, formatOption, jsonOption } from '../options.ts';

interface Options extends GithubOptions {
  readonly json?: boolean;
  readonly run?: string;
  readonly out?: string;
  readonly format?: string;
}

export const addGate: AddCommand = (program, perform) => {
  program
    .command('gate')
    .argument('<suite>', 'suite file')
    .description('compare a finished run with the baseline and decide; starts no run')
    .option('--run <id>', 'run to decide on (default: the newest that is not a baseline’s)')
    .option('--out <dir>', 'folder for the reports (default: the run’s own)')
    .addOption(formatOption())
    .addOption(githubOption())
    .addOption(commentKeyOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('heldout gate suite.yaml', 'heldout gate suite.yaml --run 20260131-094501-3f9a'),
    )
    .action((suite: string, options: Options) =>
      perform(options, (session) =>
        showGate(options, suite, session, async () => {
          const { loadSuite } = await import('../../pipeline/load-suite.ts');
          const { gate } = await import('../../pipeline/gate.ts');
          const { parseFormats, writeReport } = await import('../../pipeline/report.ts');
          const { createProgress } = await import('../progress.ts');
          const where = {
            workingFolder: session.workingFolder,
            ...(options.out === undefined ? {} : { out: options.out }),
            ...(options.format === undefined ? {} : { formats: parseFormats(options.format) }),
          };
          const loaded = await loadSuite(suite, session.workingFolder);
          const progress = createProgress(session);
          const wanted = {
            ...(options.run === undefined ? {} : { run: options.run }),
            onDuel: (judged: number, pairs: number) => progress.show('arena', judged, pairs),
          };
          const report = await gate(loaded, wanted, session.signal).finally(() => {
            progress.clear();
            loaded.session.close();
          });
          return writeReport(report, loaded, where);
        }),
      ),
    );
};
