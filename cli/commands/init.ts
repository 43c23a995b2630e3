import path from 'node:path';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addInit: AddCommand = (program, perform) => {
  program
    .command('init')
    .argument('[dir]', 'folder to write into', '.')
    .description('write a suite to start from, with rows and a target that run as they are')
    .option('--yes', 'take the defaults, ask nothing')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout init', 'heldout init evals --yes'))
    .action((dir: string, options: { readonly json?: boolean; readonly yes?: boolean }) =>
      perform(options, async (session) => {
        const { init, starterAnswers } = await import('../../pipeline/init.ts');
        const { askStarter } = await import('../ask-starter.ts');
        const { initText } = await import('../text/init-text.ts');
        const asks = session.isInteractive && options.yes !== true;
        const answers = asks ? await askStarter(starterAnswers) : starterAnswers;
        if (answers === null) return 130;
        const shown = (file: string) => path.relative(session.workingFolder, file);
        const files = init(path.resolve(session.workingFolder, dir), answers).map(shown);
        session.document({ schemaVersion: 1, files });
        session.print(initText(files));
        return 0;
      }),
    );
};
