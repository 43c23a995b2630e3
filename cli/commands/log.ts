import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addLog: AddCommand = (program, perform) => {
  program
    .command('log')
    .argument('<suite>', 'suite file')
    .description('the frozen versions of a dataset: what each holds, and what changed from one to the next')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout log suite.yaml', 'heldout log suite.yaml --json | jq .versions'))
    .action((suite: string, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { log } = await import('../../pipeline/version-history.ts');
        const { toLogDocument } = await import('../../pipeline/documents/log-document.ts');
        const { logText } = await import('../text/version-text.ts');
        const versions = log(await loadSuite(suite, session.workingFolder));
        session.document(toLogDocument(versions));
        session.print(logText(versions, suite, session.colors));
        return 0;
      }),
    );
};
