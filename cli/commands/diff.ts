import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addDiff: AddCommand = (program, perform) => {
  program
    .command('diff')
    .argument('<suite>', 'suite file')
    .argument('<from>', 'older version: its number, or the start of its digest')
    .argument('[to]', 'newer version (default: the set as it stands today)')
    .description('what changed between two dataset versions: added, removed, relabelled, moved')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout diff suite.yaml 1 2', 'heldout diff suite.yaml 2'))
    .action((suite: string, from: string, to: string | undefined, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { diff } = await import('../../pipeline/version-history.ts');
        const { toDiffDocument } = await import('../../pipeline/documents/diff-document.ts');
        const { diffText } = await import('../text/version-text.ts');
        const found = await diff(await loadSuite(suite, session.workingFolder), from, to ?? null);
        session.document(toDiffDocument(found));
        session.print(diffText(found));
        return 0;
      }),
    );
};
