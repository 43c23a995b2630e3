import { Option } from 'commander';
import type { OwnNoise } from '../../core/own-noise.ts';
import type { Regrade } from '../../core/report.ts';
import type { RunHeader, Shard } from '../../core/run.ts';
import type { Run } from '../../pipeline/run.ts';
import type { AddCommand } from '../command.ts';
import {
  everyCaseOption,
  examples,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  shardOption,
  wholeNumber,
} from '../options.ts';
import { startNote } from '../start-note.ts';

interface Options {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly target?: string;
  readonly resume?: boolean;
  readonly regrade?: string;
  readonly cache?: boolean;
  readonly repeats?: number;
  readonly everyCase?: boolean;
  readonly concurrency?: number;
  readonly shard?: Shard;
  readonly aa?: boolean;
  readonly append?: boolean;
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
    .addOption(
      new Option(
        '--regrade <id>',
        'score the outputs of a run again, with today’s scorers and judges; calls no target',
      ).conflicts(['target', 'resume', 'repeats', 'everyCase', 'shard']),
    )
    .option('--no-cache', 'ask judges again for what they have answered before')
    .option('--repeats <k>', 'attempts per case (default: run.repeats)', wholeNumber(1))
    .addOption(everyCaseOption())
    .option('--concurrency <n>', 'calls at a time (default: run.concurrency)', wholeNumber(1))
    .addOption(shardOption())
    .addOption(
      new Option('--append', 'add attempts to the first run of the same target on the same cases').conflicts([
        'regrade',
        'shard',
        'resume',
        'aa',
      ]),
    )
    .addOption(
      new Option('--aa', 'ask twice and measure how much the target differs from itself').conflicts([
        'regrade',
        'shard',
      ]),
    )
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
        'heldout run suite.yaml --regrade 20260131-094501-3f9a',
        'heldout run suite.yaml --target ollama:triage-ft --aa',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { run } = await import('../../pipeline/run.ts');
        const { runTwice } = await import('../../pipeline/run-twice.ts');
        const { regrade } = await import('../../pipeline/regrade.ts');
        const { toRunDocument } = await import('../../pipeline/documents/run-document.ts');
        const { runText } = await import('../text/run-text.ts');
        const { createProgress } = await import('../progress.ts');
        const progress = createProgress(session);
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording);
        const {
          target,
          resume,
          repeats,
          everyCase,
          concurrency,
          cache,
          shard,
          aa,
          append,
          regrade: old,
        } = options;
        let [done, planned] = [0, 0];
        const watched = {
          ...(concurrency === undefined ? {} : { concurrency }),
          ...(cache === undefined ? {} : { cache }),
          onStart: (header: RunHeader, before = 0, isNew = false) => {
            [done, planned] = [before, header.planned];
            const note = startNote(header, { done, isNew, resume: resume === true });
            if (note !== null) session.note(note);
          },
          onTrial: () => progress.show(old === undefined ? 'run' : 'regrade', ++done, planned),
        };
        const wanted = {
          ...watched,
          ...(target === undefined ? {} : { target }),
          ...(resume === undefined ? {} : { resume }),
          ...(repeats === undefined ? {} : { repeats }),
          ...(everyCase === undefined ? {} : { everyCase }),
          ...(shard === undefined ? {} : { shard }),
          ...(append === undefined ? {} : { append }),
          workingFolder: session.workingFolder,
        };
        const ask = aa === true ? runTwice : run;
        const work: Promise<Run & { readonly regrade?: Regrade; readonly noise?: readonly OwnNoise[] }> =
          old === undefined
            ? ask(loaded, wanted, session.signal)
            : regrade(loaded, old, watched, session.signal);
        const finished = await work.finally(() => {
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
