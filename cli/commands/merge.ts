import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addMerge: AddCommand = (program, perform) => {
  program
    .command('merge')
    .argument('<suite>', 'suite file')
    .argument('<runs...>', 'ids of runs, their folders, or folders that hold them')
    .description('put the runs of all shards together; then gate')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout merge suite.yaml shards/',
        'heldout merge suite.yaml 20260131-094501-3f9a 20260131-094502-77b0',
      ),
    )
    .action((suite: string, runs: readonly string[], options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { merge } = await import('../../pipeline/merge.ts');
        const { toMergeDocument } = await import('../../pipeline/documents/merge-document.ts');
        const { mergeText } = await import('../text/merge-text.ts');
        const loaded = await loadSuite(suite, session.workingFolder);
        const merged = await merge(loaded, runs, { workingFolder: session.workingFolder });
        session.document(toMergeDocument(merged));
        session.print(mergeText(merged, suite, session.colors));
        return 0;
      }),
    );
};
