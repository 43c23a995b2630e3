import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly run?: string;
  readonly format?: string;
  readonly out?: string;
}

export const addReport: AddCommand = (program, perform) => {
  program
    .command('report')
    .argument('<suite>', 'suite file')
    .description('render a report again from the records of a run and its baseline')
    .option('--run <id>', 'run to report on (default: the newest that is not a baseline’s)')
    .option('--format <names>', 'text, json, md, junit, github, gitlab, or several with commas')
    .option('--out <dir>', 'folder for the files; without it one format is printed')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout report suite.yaml --format md',
        'heldout report suite.yaml --format md,junit --out reports',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { gate } = await import('../../pipeline/gate.ts');
        const { parseFormats, render, reportDocument, writeReport } = await import(
          '../../pipeline/report.ts'
        );
        const formats = parseFormats(options.format ?? 'text');
        const loaded = await loadSuite(suite, session.workingFolder);
        const report = await gate(loaded, options.run === undefined ? {} : { run: options.run });
        const [only] = formats;
        if (options.out === undefined && formats.length === 1 && only !== undefined) {
          session.document(reportDocument(report));
          session.printAsIs(render(report, only).trimEnd());
          return 0;
        }
        const where = {
          workingFolder: session.workingFolder,
          ...(options.out === undefined ? {} : { out: options.out }),
        };
        const written = writeReport(report, loaded, { formats, ...where });
        session.document(reportDocument(written));
        session.print(
          Object.values(written.files)
            .map((file) => `wrote ${file}`)
            .join('\n'),
        );
        return 0;
      }),
    );
};
