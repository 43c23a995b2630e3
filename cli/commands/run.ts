import { Option } from 'commander';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption, recordingOf, recordOption, replayOption, wholeNumber } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly target?: string;
  readonly resume?: boolean;
  readonly repeats?: number;
  readonly concurrency?: number;
}

export const addRun: AddCommand = (program, perform) => {
  program
    .command('run')
    .argument('<suite>', 'suite file')
    .description('score a target on the dataset; every trial is journalled as it ends')
    .option(
      '--target <ref>',
      'model to run (default: models.target); paths are relative to the working folder',
    )
    .option('--resume', 'go on with the newest unfinished run of the same suite, dataset and target')
    .option('--repeats <k>', 'attempts per case (default: run.repeats)', wholeNumber(1))
    .option('--concurrency <n>', 'calls at a time (default: run.concurrency)', wholeNumber(1))
    .addOption(
      new Option('--executor <name>', 'where trials run').choices(['in-process']).default('in-process'),
    )
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout run suite.yaml --target module:./target.ts',
        'heldout run suite.yaml --target http://127.0.0.1:8000/answer --resume',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { run } = await import('../../pipeline/run.ts');
        const { toRunDocument } = await import('../../pipeline/documents/run-document.ts');
        const { runText } = await import('../text/run-text.ts');
        const { createProgress } = await import('../progress.ts');
        const progress = createProgress(session);
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording);
        const { target, resume, repeats, concurrency } = options;
        let [done, planned] = [0, 0];
        const finished = await run(
          loaded,
          {
            ...(target === undefined ? {} : { target }),
            ...(resume === undefined ? {} : { resume }),
            ...(repeats === undefined ? {} : { repeats }),
            ...(concurrency === undefined ? {} : { concurrency }),
            workingFolder: session.workingFolder,
            onStart: (header, before) => {
              [done, planned] = [before, header.planned];
              if (before > 0)
                session.note(`going on with run ${header.id}: ${before} of ${planned} trials are there`);
            },
            onTrial: () => progress.show('run', ++done, planned),
          },
          session.signal,
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        session.document(toRunDocument(finished));
        session.print(runText(finished, session.colors));
        if (session.signal.aborted) return 130;
        return finished.problem === null ? 0 : 2;
      }),
    );
};
