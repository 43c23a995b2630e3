import path from 'node:path';
import { counted } from '../../core/counted.ts';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly run: string;
  readonly anchor?: boolean;
}

export const addBaseline: AddCommand = (program, perform) => {
  program
    .command('baseline')
    .argument('<suite>', 'suite file')
    .requiredOption('--run <id>', 'run to accept')
    .option('--anchor', 'pin it beside the baseline: candidates must not be worse than either')
    .description('accept a run as the baseline: what later candidates are compared with')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout baseline suite.yaml --run 20260131-094501-3f9a',
        'heldout baseline suite.yaml --run 20260131-094501-3f9a --anchor',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { acceptBaseline } = await import('../../pipeline/accept-baseline.ts');
        const accepted = await acceptBaseline(await loadSuite(suite, session.workingFolder), options.run, {
          anchor: options.anchor === true,
        });
        const file = path.relative(session.workingFolder, accepted.file);
        session.document({ schemaVersion: 1, ...accepted, file });
        session.print(
          `${options.anchor === true ? 'pinned' : 'accepted'} run ${accepted.run} of ${accepted.target} on ${counted(accepted.cases, 'case')}\nwrote ${file}: commit it`,
        );
        return 0;
      }),
    );
};
