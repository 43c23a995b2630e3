import { Option } from 'commander';
import type { AddCommand } from '../command.ts';
import {
  commaList,
  dollars,
  examples,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly target?: string;
  readonly run?: string;
  readonly faults?: readonly string[];
  readonly seed?: number;
  readonly maxCalls?: number;
  readonly maxCost?: number;
  readonly concurrency?: number;
  readonly dryRun?: boolean;
  readonly top: number;
  readonly record?: string;
  readonly replay?: string;
}

export const addMutate: AddCommand = (program, perform) => {
  program
    .command('mutate')
    .argument('<suite>', 'suite file')
    .description('mutation score: which faults, planted around a target, does the gate catch?')
    .option(
      '--target <ref>',
      'model to damage (default: models.target); paths are relative to the working folder',
    )
    .addOption(
      new Option(
        '--run <id>',
        'run that mutants are made of (default: a finished one of the target)',
      ).conflicts('target'),
    )
    .option('--faults <list>', 'faults to plant, with commas (default: all)', commaList)
    .option('--seed <n>', 'of what is struck, and how (default: 0)', wholeNumber(0))
    .option('--max-calls <n>', 'most calls of the target with damaged inputs', wholeNumber(0))
    .option('--max-cost <usd>', 'stop before so much is spent; what is finished is kept', dollars)
    .option('--concurrency <n>', 'calls at a time (default: run.concurrency)', wholeNumber(1))
    .option('--dry-run', 'tell how many calls it would take, and make none')
    .option('--top <n>', 'places that lack cases to print; --json has them all', wholeNumber(1), 10)
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout mutate suite.yaml --target module:./target.ts --dry-run',
        'heldout mutate suite.yaml --target ollama:triage-ft --max-calls 500',
        'heldout mutate suite.yaml --faults flip-label,refuse --json',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { mutate } = await import('../../pipeline/mutate.ts');
        const { toMutateDocument } = await import('../../pipeline/documents/mutate-document.ts');
        const { mutateText } = await import('../text/mutate-text.ts');
        const { createProgress } = await import('../progress.ts');
        const { json: _, record: _1, replay: _2, maxCost, top, ...wanted } = options;
        const { workingFolder } = session;
        const recording = recordingOf(options, workingFolder);
        const loaded = await loadSuite(suite, workingFolder, recording, maxCost ?? null);
        const progress = createProgress(session);
        const made = await mutate(
          loaded,
          {
            ...wanted,
            workingFolder,
            onProgress: (step, done, planned, calls) =>
              progress.show(step, done, planned, step === 'mutants' && calls > 0 ? `${calls} calls` : ''),
          },
          session.signal,
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        session.document(toMutateDocument(made));
        session.print(mutateText(made, top, suite, session.colors));
        return 0;
      }),
    );
};
