import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addPacks: AddCommand = (program, perform) => {
  program
    .command('packs')
    .argument('[name]', 'pack to show (default: list all)')
    .description('the ready edge cases: what they mean, what fills them')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout packs', 'heldout packs negation'))
    .action((name: string | undefined, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { listPacks } = await import('../../pipeline/list-packs.ts');
        const { packsText, tagsText } = await import('../text/packs-text.ts');
        const found = listPacks(name);
        session.document({ schemaVersion: 1, packs: found });
        session.print(name === undefined ? packsText(found) : tagsText(found));
        return 0;
      }),
    );
};
