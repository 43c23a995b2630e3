import type { AddCommand } from '../command.ts';
import { examples, goalRate, jsonOption, wholeNumber } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly run?: string;
  readonly goal?: number;
  readonly top: number;
}

export const addGaps: AddCommand = (program, perform) => {
  program
    .command('gaps')
    .argument('<suite>', 'suite file')
    .description('where the target of a run is weak: cells by shrunk rates, slices nobody has named, and why')
    .option('--run <id>', 'run to look at (default: the newest that is not a baseline’s)')
    .option('--goal <rate>', 'what every cell should reach (default: the rest of its arm)', goalRate)
    .option('--top <n>', 'cells to print; --json has them all', wholeNumber(1), 12)
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout gaps suite.yaml', 'heldout gaps suite.yaml --goal 0.95 --json'))
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { gaps } = await import('../../pipeline/gaps.ts');
        const { toGapsDocument } = await import('../../pipeline/documents/gaps-document.ts');
        const { gapsText } = await import('../text/gaps-text.ts');
        const { json: _, top, ...wanted } = options;
        const found = await gaps(await loadSuite(suite, session.workingFolder), wanted);
        session.document(toGapsDocument(found));
        session.print(gapsText(found, top, session.colors));
        return 0;
      }),
    );
};
