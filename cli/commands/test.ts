import { Option } from 'commander';
import type { Shard } from '../../core/run.ts';
import type { TestOptions } from '../../pipeline/test.ts';
import type { AddCommand, ExitCode } from '../command.ts';
import { commentKeyOption, type GithubOptions, githubOption, showGate } from '../github.ts';
import {
  everyCaseOption,
  examples,
  formatOption,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  shardOption,
  wholeNumber,
} from '../options.ts';
import type { Session } from '../session.ts';
import { startNote } from '../start-note.ts';

interface Options extends GithubOptions {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly target?: string;
  readonly resume?: boolean;
  readonly concurrency?: number;
  readonly append?: boolean;
  readonly everyCase?: boolean;
  readonly shard?: Shard;
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
    .addOption(
      new Option(
        '--append',
        'add attempts to the first run of the same target, and decide on all of them',
      ).conflicts(['resume', 'shard']),
    )
    .addOption(everyCaseOption())
    .addOption(shardOption().conflicts(['out', 'format', 'github', 'commentKey']))
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
        'heldout test suite.yaml --target module:./target.ts --shard 1/4',
      )}

Exit codes: 0 pass, 1 fail, 2 could not run, 3 inconclusive, 130 interrupted.`,
    )
    .action((suite: string, options: Options) =>
      perform(options, (session) => {
        const { shard } = options;
        return shard === undefined
          ? gateTarget(suite, options, session)
          : runShard(suite, options, shard, session);
      }),
    );
};

function gateTarget(suite: string, options: Options, session: Session): Promise<ExitCode> {
  return showGate(options, suite, session, async () => {
    const { test } = await import('../../pipeline/test.ts');
    const { parseFormats, writeReport } = await import('../../pipeline/report.ts');
    const where = {
      workingFolder: session.workingFolder,
      ...(options.out === undefined ? {} : { out: options.out }),
      ...(options.format === undefined ? {} : { formats: parseFormats(options.format) }),
    };
    const { loaded, settings, close } = await open(suite, options, session);
    const report = await test(loaded, settings, session.signal).finally(close);
    return writeReport(report, loaded, where);
  });
}

async function runShard(suite: string, options: Options, shard: Shard, session: Session): Promise<ExitCode> {
  const { testShard } = await import('../../pipeline/test-shard.ts');
  const { toShardDocument } = await import('../../pipeline/documents/shard-document.ts');
  const { shardText } = await import('../text/shard-text.ts');
  const { loaded, settings, close } = await open(suite, options, session);
  const tested = await testShard(loaded, { ...settings, shard }, session.signal).finally(close);
  session.document(toShardDocument(tested));
  session.print(shardText(tested, suite, session.colors));
  if (session.signal.aborted) return 130;
  return tested.runs.every(({ problem }) => problem === null) ? 0 : 2;
}

/** The suite, and what a test of it is told; `close` is called once it has ended. */
async function open(suite: string, options: Options, session: Session) {
  const { loadSuite } = await import('../../pipeline/load-suite.ts');
  const { createProgress } = await import('../progress.ts');
  const { target, resume, append, everyCase, concurrency } = options;
  const progress = createProgress(session);
  const recording = recordingOf(options, session.workingFolder);
  const loaded = await loadSuite(suite, session.workingFolder, recording);
  let [done, planned] = [0, 0];
  const settings: TestOptions = {
    ...(target === undefined ? {} : { target }),
    ...(resume === undefined ? {} : { resume }),
    ...(append === undefined ? {} : { append }),
    ...(everyCase === undefined ? {} : { everyCase }),
    ...(concurrency === undefined ? {} : { concurrency }),
    workingFolder: session.workingFolder,
    onStart: (header, before, isNew) => {
      [done, planned] = [before, header.planned];
      const note = startNote(header, { done, isNew, resume: resume === true });
      if (note !== null) session.note(note);
    },
    onTrial: (_, role) => progress.show(role, ++done, planned),
    onDuel: (judged, pairs) => progress.show('arena', judged, pairs),
  };
  const close = () => {
    progress.clear();
    loaded.session.close();
  };
  return { loaded, settings, close };
}
