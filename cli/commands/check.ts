import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addCheck: AddCommand = (program, perform) => {
  program
    .command('check')
    .argument('<suite>', 'suite file')
    .description(
      'parse and validate a suite: parts, lineage and independence, rows, overlap, planned cells, power',
    )
    .option(
      '--paraphrases',
      'also look for held-out rows in other words or another language among the training and protected rows: asks models.embedder and the first judge',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout check suite.yaml',
        'heldout check suite.yaml --json | jq .problems',
        'heldout check suite.yaml --paraphrases',
      ),
    )
    .action((suite: string, options: { readonly json?: boolean; readonly paraphrases?: boolean }) =>
      perform(options, async (session) => {
        const { check } = await import('../../pipeline/check.ts');
        const { toCheckDocument } = await import('../../pipeline/documents/check-document.ts');
        const { checkText } = await import('../text/check-text.ts');
        const { paraphrases = false } = options;
        const checked = await check(suite, session.workingFolder, { paraphrases }, session.signal);
        session.document(toCheckDocument(checked));
        session.print(checkText(checked, suite, session.colors));
        return checked.ok ? 0 : 2;
      }),
    );
};
