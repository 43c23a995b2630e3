import { counted } from '../../core/counted.ts';
import type { TrainingGenerated } from '../../pipeline/generate-training.ts';
import type { LotCount } from '../../pipeline/training/count-lot.ts';
import type { Session } from '../session.ts';
import { estimateText } from './estimate-text.ts';
import { table } from './table.ts';

/** What `generate --split train` tells people. */
export function trainingText(made: TrainingGenerated, colors: Session['colors']): string {
  const { lots, added, seed, notes, estimate } = made;
  const items = lots.reduce((sum, { accepted }) => sum + accepted, 0);
  return [
    lotTable(lots),
    `${counted(items, 'item')} to train on (${added} new); seed ${seed}`,
    ...(estimate === null ? [] : [estimateText(estimate)]),
    ...notes.map((note) => `${colors.yellow('note')}  ${note}`),
  ].join('\n');
}

/** What is made for training, a line for each entry and skill. */
export function lotTable(lots: readonly LotCount[]): string {
  const rows = lots.map(({ name, target, accepted, reasons }) => [
    name,
    target ?? 'all',
    accepted,
    Object.entries(reasons)
      .map(([reason, n]) => `${reason} ${n}`)
      .join(', '),
  ]);
  return table(['training', 'target', 'items', 'not taken, by reason'], rows);
}
