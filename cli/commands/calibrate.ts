import type { AddCommand } from '../command.ts';
import { examples, jsonOption, recordingOf, recordOption, replayOption } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly ask: boolean;
  readonly again?: boolean;
}

export const addCalibrate: AddCommand = (program, perform) => {
  program
    .command('calibrate')
    .argument('<suite>', 'suite file')
    .description(
      'judges against what people said: agreement, errors by model, planted errors, bias, drift, corrected pass rates',
    )
    .option('--no-ask', 'call no model: leave out what new judges make of the frozen set')
    .option('--again', 'let every judge rate the frozen set again')
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('heldout calibrate suite.yaml', 'heldout calibrate suite.yaml --no-ask --json'),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { calibrate } = await import('../../pipeline/calibrate.ts');
        const { toCalibrateDocument } = await import('../../pipeline/documents/calibrate-document.ts');
        const { calibrateText } = await import('../text/calibrate-text.ts');
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording);
        const wanted = { ask: options.ask, again: options.again === true };
        const found = await calibrate(loaded, wanted, session.signal).finally(() => loaded.session.close());
        session.document(toCalibrateDocument(found));
        session.print(calibrateText(found, session.colors));
        return 0;
      }),
    );
};
