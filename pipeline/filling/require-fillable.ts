import { counted } from '../../core/counted.ts';
import { fault } from '../../core/errors.ts';
import { exportFormatNamed } from '../../datasets/formats/export-formats.ts';
import { type ExportOptions, exportFolder } from '../export.ts';
import { collectItems } from '../exporting/collect-items.ts';
import { requireRoom } from '../exporting/export-folder.ts';
import { licenceFilter, requireLicences } from '../exporting/licence-filter.ts';
import { wrongKind } from '../exporting/refuse-items.ts';
import type { LoadedSuite } from '../load-suite.ts';

/**
 * Looks whether what is to be trained on could be made and exported, before anything is made or run for it. Throws USAGE
 * and EXPORT_FORMAT for the format, GENERATOR_INPUT where no seed is of the training side, EXPORT_LICENCE where seeds may
 * not go out, and FILE_EXISTS or WRITE_FAILED for the folder.
 */
export async function requireFillable(loaded: LoadedSuite, options: ExportOptions): Promise<void> {
  const { name, title, takes } = exportFormatNamed(options.format);
  if (takes === 'preferences')
    throw fault('EXPORT_FORMAT', `\`${name}\` holds preference pairs, and gaps are filled with answers`, {
      hint: `name a format of answers, such as \`messages\` or \`trl-sft\`; for ${title} make pairs with \`preference-pairs\` under \`training\``,
    });
  const { items, sources } = await collectItems(loaded, 'train', ['items', 'seeds']);
  const seeds = sources['seeds'] ?? 0;
  if (seeds === 0)
    throw fault(
      'GENERATOR_INPUT',
      'training items are made of seeds with `split: train`, and the suite has none',
      { hint: 'name some under `data.seeds`, or fill held-out cases only: `--train 0`' },
    );
  const fitting = items.filter((item) => wrongKind(takes, 'train')(item) === null);
  requireLicences(fitting, options.licences);
  const mayGo = licenceFilter(options.licences);
  if (fitting.length > 0 && !fitting.some(({ licence }) => mayGo(licence)))
    throw fault(
      'EXPORT_LICENCE',
      `none of ${counted(seeds, 'seed')} with \`split: train\` is under ${(options.licences ?? []).join(', ')}`,
      { hint: 'name the licence of some of them with `--licence`' },
    );
  requireRoom(exportFolder(loaded, options));
}
