import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addExplain: AddCommand = (program, perform) => {
  program
    .command('explain')
    .argument('<id>', 'id of a case or reject, or the id that a real row declares')
    .description('the whole story of one case or reject: where it comes from, who ruled, what was answered')
    .option('--suite <file>', 'suite to look in (default: every suite below the working folder)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('heldout explain 0287bdfd65f9e3db', 'heldout explain easy-ham-1/00532 --suite suite.yaml'),
    )
    .action((id: string, options: { readonly json?: boolean; readonly suite?: string }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { explain } = await import('../../pipeline/explain.ts');
        const { findSuiteFiles } = await import('../../pipeline/find-suites.ts');
        const { explainText } = await import('../text/explain-text.ts');
        const files = options.suite === undefined ? findSuiteFiles(session.workingFolder) : [options.suite];
        const suites = [];
        for (const file of files) suites.push(await loadSuite(file, session.workingFolder));
        const stories = await explain(suites, id);
        session.document({ schemaVersion: 1, stories });
        session.print(stories.map((story) => explainText(story, session.colors)).join('\n\n'));
        return 0;
      }),
    );
};
