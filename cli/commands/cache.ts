import { counted } from '../../core/counted.ts';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption, wholeNumber } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly olderThan?: number;
  readonly maxBytes?: number;
}

export const addCache: AddCommand = (program, perform) => {
  const cache = program
    .command('cache')
    .description('answers of judges that are kept, so that they are not asked again');
  cache
    .command('prune')
    .description('remove old answers; without a limit only say what is there')
    .option('--older-than <days>', 'remove answers that are older', wholeNumber(0))
    .option('--max-bytes <n>', 'remove the oldest until no more is left', wholeNumber(0))
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout cache prune --older-than 30'))
    .action((options: Options) =>
      perform(options, async (session) => {
        const { pruneCache } = await import('../../pipeline/prune-cache.ts');
        const { olderThan, maxBytes } = options;
        const pruned = await pruneCache(session.workingFolder, {
          ...(olderThan === undefined ? {} : { olderThanDays: olderThan }),
          ...(maxBytes === undefined ? {} : { maxBytes }),
        });
        session.document({ schemaVersion: 1, ...pruned });
        session.print(
          `${counted(pruned.removed, 'answer')} removed; ${counted(pruned.entries, 'is', 'are')} left, ${counted(pruned.bytes, 'byte')}`,
        );
        return 0;
      }),
    );
};
