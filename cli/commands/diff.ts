import type { AddCommand } from '../command.ts';
import { examples, jsonOption, wholeNumber } from '../options.ts';

const idsShown = 20;

export const addDiff: AddCommand = (program, perform) => {
  program
    .command('diff')
    .argument('<suite>', 'suite file')
    .argument('<from>', 'number of the older version', wholeNumber(1))
    .argument('<to>', 'number of the newer version', wholeNumber(1))
    .description('what changed between two dataset versions: added, removed, relabelled, moved')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout diff suite.yaml 1 2'))
    .action((suite: string, from: number, to: number, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { diff } = await import('../../pipeline/freeze.ts');
        const found = diff(await loadSuite(suite, session.workingFolder), from, to);
        session.document({ schemaVersion: 1, ...found });
        const list = (name: string, ids: readonly string[]) => [
          `${name} ${ids.length}`,
          ...ids.slice(0, idsShown).map((id) => `  ${id}`),
          ...(ids.length > idsShown ? [`  … and ${ids.length - idsShown} more`] : []),
        ];
        session.print(
          [
            `version ${found.from} → ${found.to}, ${found.kept} cases kept`,
            ...list('added', found.added),
            ...list('removed', found.removed),
            ...list(
              'relabelled',
              found.relabelled.map((pair) => `${pair.from} → ${pair.to}`),
            ),
            ...list(
              'moved',
              found.moved.map((pair) => `${pair.from} → ${pair.to} in ${pair.cell}`),
            ),
          ].join('\n'),
        );
        return 0;
      }),
    );
};
