import type { AddCommand } from '../command.ts';
import { examples, jsonOption, share } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly run?: string;
  readonly discordance?: number;
}

export const addPlan: AddCommand = (program, perform) => {
  program
    .command('plan')
    .argument('<suite>', 'suite file')
    .description('how many cases are needed to show what, and what today’s set can show; calls no model')
    .option('--run <id>', 'run that says on how many cases models differ (default: the newest that fits)')
    .option(
      '--discordance <share>',
      'assume that models differ on this share (default: 0.04, 0.1, 0.2)',
      share,
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('heldout plan suite.yaml', 'heldout plan suite.yaml --discordance 0.07 --json'),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { plan } = await import('../../pipeline/plan.ts');
        const { toPlanDocument } = await import('../../pipeline/documents/plan-document.ts');
        const { planText } = await import('../text/plan-text.ts');
        const loaded = await loadSuite(suite, session.workingFolder);
        const { run, discordance } = options;
        const planned = await plan(loaded, {
          ...(run === undefined ? {} : { run }),
          ...(discordance === undefined ? {} : { discordance }),
        });
        session.document(toPlanDocument(planned));
        session.print(planText(planned, session.colors));
        return 0;
      }),
    );
};
