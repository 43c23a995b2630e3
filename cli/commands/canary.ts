import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addCanary: AddCommand = (program, perform) => {
  program
    .command('canary')
    .argument('<suite>', 'suite file')
    .argument('[files...]', 'files to search: training data, outputs of models; packed (.gz) or not')
    .description(
      'the GUIDs that every file of held-out cases carries; with files: where they stand in them, exit 1 if anywhere',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('heldout canary suite.yaml', 'heldout canary suite.yaml train/*.jsonl.gz outputs.txt'),
    )
    .action((suite: string, files: readonly string[], options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { canaryGuidsOf, findCanaries } = await import('../../pipeline/canary-guids.ts');
        const { toCanaryDocument } = await import('../../pipeline/documents/canary-document.ts');
        const { canaryText } = await import('../text/canary-text.ts');
        const { signal, workingFolder } = session;
        const loaded = await loadSuite(suite, workingFolder);
        const canaries = canaryGuidsOf(loaded);
        const found = await findCanaries(loaded, files, { workingFolder, signal });
        session.document(toCanaryDocument(canaries, files, found));
        session.print(canaryText(canaries, files, found, session.colors));
        return found.length === 0 ? 0 : 1;
      }),
    );
};
