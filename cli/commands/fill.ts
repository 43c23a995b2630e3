import path from 'node:path';
import { Option } from 'commander';
import type { AddCommand } from '../command.ts';
import {
  commaList,
  dollars,
  examples,
  goalRate,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly heldout: number;
  readonly train: number;
  readonly probe?: number;
  readonly run?: string;
  readonly goal?: number;
  readonly rule: 'lcb' | 'top-two';
  readonly by: 'gaps' | 'mutants';
  readonly seed?: number;
  readonly format: string;
  readonly model?: string;
  readonly licence?: readonly string[];
  readonly out?: string;
  readonly maxCost?: number;
  readonly record?: string;
  readonly replay?: string;
}

export const addFill: AddCommand = (program, perform) => {
  program
    .command('fill')
    .argument('<suite>', 'suite file')
    .description('aim at the gaps of a run: new held-out cases, and apart from them an export to train on')
    .option('--heldout <n>', 'new held-out cases', wholeNumber(0), 0)
    .option('--train <m>', 'items to train on, of seeds with `split: train`', wholeNumber(0), 0)
    .option('--probe <p>', 'cases made of the probe rows (default: as --heldout)', wholeNumber(0))
    .option('--run <id>', 'run to look at (default: the newest that is not a baseline’s)')
    .option('--goal <rate>', 'what every cell should reach (default: the rest of its arm)', goalRate)
    .addOption(
      new Option('--rule <name>', 'how new held-out cases are divided: by how weak a cell may be, or drawn')
        .choices(['lcb', 'top-two'])
        .default('lcb'),
    )
    .addOption(
      new Option('--by <what>', 'what new held-out cases are for: weak cells, or faults that got through')
        .choices(['gaps', 'mutants'])
        .default('gaps'),
    )
    .option('--seed <n>', 'of what is made to train on and of the probe (default: 0)', wholeNumber(0))
    .option('--format <name>', 'of the training export: messages, trl-sft, openai-ft, …', 'messages')
    .option('--model <name>', 'the model to tune, as the trainer names it')
    .option('--licence <list>', 'export only what is under these licences', commaList)
    .option('--out <dir>', 'folder of the training export (default: under .heldout/exports/)')
    .option('--max-cost <usd>', 'stop before so much is spent; what is finished is kept', dollars)
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout fill suite.yaml --heldout 200 --train 500',
        'heldout fill suite.yaml --train 500 --format trl-sft --out export',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { fill } = await import('../../pipeline/fill.ts');
        const { toFillDocument } = await import('../../pipeline/documents/fill-document.ts');
        const { fillText } = await import('../text/fill-text.ts');
        const { createProgress } = await import('../progress.ts');
        const { workingFolder } = session;
        const recording = recordingOf(options, workingFolder);
        const loaded = await loadSuite(suite, workingFolder, recording, options.maxCost ?? null);
        const { json: _, record: _1, replay: _2, maxCost: _3, licence, out, ...wanted } = options;
        const progress = createProgress(session);
        const filled = await fill(
          loaded,
          {
            ...wanted,
            licences: licence ?? null,
            out: out === undefined ? null : path.resolve(workingFolder, out),
            onProgress: (at) => progress.show(`${at.skill}/${at.edgeCase}`, at.accepted, at.target),
            onWait: session.note,
            onStopped: session.note,
          },
          session.signal,
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        session.document(toFillDocument(filled, workingFolder));
        session.print(fillText(filled, workingFolder, session.colors));
        return 0;
      }),
    );
};
