import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addModels: AddCommand = (program, perform) => {
  program
    .command('models')
    .argument('[ref]', 'model to ask about (default: list the models whose price is known)')
    .description('reachable? which lineage, context length and price?')
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout models', 'heldout models ollama:llama3.2:3b'))
    .action((ref: string | undefined, options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { describeModel, listModels } = await import('../../pipeline/describe-models.ts');
        const { modelsText } = await import('../text/models-text.ts');
        const models =
          ref === undefined
            ? listModels()
            : [await describeModel(ref, { env: process.env, folder: process.cwd() })];
        session.document({ schemaVersion: 1, models });
        session.print(modelsText(models));
        return models.some(({ reachable }) => reachable === false) ? 2 : 0;
      }),
    );
};
