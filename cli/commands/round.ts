import path from 'node:path';
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
  readonly target?: string;
  readonly heldout: number;
  readonly train: number;
  readonly probe?: number;
  readonly goal?: number;
  readonly seed?: number;
  readonly format: string;
  readonly model?: string;
  readonly licence?: readonly string[];
  readonly out?: string;
  readonly maxCost?: number;
  readonly record?: string;
  readonly replay?: string;
}

export const addRound: AddCommand = (program, perform) => {
  program
    .command('round')
    .argument('<suite>', 'suite file')
    .description('one turn of the loop after a fine-tune: test, did the last round help, gaps, fill')
    .option(
      '--target <ref>',
      'the new model (default: models.target); paths are relative to the working folder',
    )
    .option('--heldout <n>', 'new held-out cases for the next round', wholeNumber(0), 0)
    .option('--train <m>', 'items to train on for the next round', wholeNumber(0), 0)
    .option('--probe <p>', 'cases made of the probe rows (default: as --heldout)', wholeNumber(0))
    .option('--goal <rate>', 'what every cell should reach (default: the rest of its arm)', goalRate)
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
      `${examples(
        'heldout round suite.yaml --target ollama:triage-v1 --heldout 200 --train 500',
        'heldout round suite.yaml --target ollama:triage-v2',
      )}

Exit code 0 whatever came out: \`heldout test\` is the gate.`,
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { round } = await import('../../pipeline/round.ts');
        const { renderForTerminal, writeReport } = await import('../../pipeline/report.ts');
        const { toRoundDocument } = await import('../../pipeline/documents/round-document.ts');
        const { roundText } = await import('../text/round-text.ts');
        const { createProgress } = await import('../progress.ts');
        const { workingFolder } = session;
        const recording = recordingOf(options, workingFolder);
        const loaded = await loadSuite(suite, workingFolder, recording, options.maxCost ?? null);
        const { json: _, record: _1, replay: _2, maxCost: _3, licence, out, ...wanted } = options;
        const progress = createProgress(session);
        let [done, planned] = [0, 0];
        const turn = await round(
          loaded,
          {
            ...wanted,
            workingFolder,
            licences: licence ?? null,
            out: out === undefined ? null : path.resolve(workingFolder, out),
            onStart: (header, before) => {
              [done, planned] = [before, header.planned];
            },
            onTrial: (_trial, role) => progress.show(role, ++done, planned),
            onProgress: (at) => progress.show(`${at.skill}/${at.edgeCase}`, at.accepted, at.target),
            onWait: session.note,
            onStopped: session.note,
          },
          session.signal,
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        const report = turn.report === null ? null : writeReport(turn.report, loaded, { workingFolder });
        session.document(toRoundDocument({ ...turn, report }, workingFolder));
        if (report !== null)
          session.printAsIs(`${renderForTerminal(report, session.colors.isColorSupported).trimEnd()}\n`);
        session.print(roundText(turn, workingFolder, session.colors));
        return 0;
      }),
    );
};
