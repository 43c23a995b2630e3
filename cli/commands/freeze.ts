import path from 'node:path';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addFreeze: AddCommand = (program, perform) => {
  program
    .command('freeze')
    .argument('<suite>', 'suite file')
    .description('write the next dataset version and its manifest; an equal set writes nothing')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout freeze suite.yaml'))
    .action((suite: string, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { freeze } = await import('../../pipeline/freeze.ts');
        const frozen = await freeze(await loadSuite(suite, session.workingFolder));
        const { gateLines } = await import('../text/set-text.ts');
        const { version, digest, counts, set } = frozen.manifest;
        const file = path.relative(session.workingFolder, frozen.file);
        session.document({
          schemaVersion: 1,
          version,
          digest,
          counts,
          gates: set?.gates ?? [],
          written: frozen.written,
          file,
        });
        const what = `version ${version}: ${counts.real} real and ${counts.synthetic} synthetic cases, digest ${digest.slice(0, 16)}`;
        const gates = (set?.gates ?? []).map((gate) => ({ ...gate, advice: null }));
        session.print(
          [
            what,
            ...gateLines(gates, session.colors),
            frozen.written ? `wrote ${file}` : `nothing has changed since ${file}: nothing was written`,
          ].join('\n'),
        );
        return 0;
      }),
    );
};
