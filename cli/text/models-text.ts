import { printable } from '../../core/printable.ts';
import type { DescribedModel } from '../../pipeline/describe-models.ts';
import { table } from './table.ts';

/** Models with lineage and price; a problem stands below the table. */
export function modelsText(models: readonly DescribedModel[]): string {
  const rows = models.map(({ ref, lineage, contextTokens, price, reachable }) => [
    printable(ref),
    reachable === null ? 'not asked' : reachable ? 'yes' : 'no',
    lineage === null ? 'unknown' : `${lineage.vendor ?? 'none'}/${lineage.family}`,
    contextTokens === null ? 'unknown' : String(contextTokens),
    price === null ? 'unknown' : `${price.tiers[0].inputUsd} / ${price.tiers[0].outputUsd}`,
    price?.asOf ?? '',
  ]);
  const head = ['model', 'reachable', 'lineage', 'context', 'USD/M in / out', 'as of'];
  const problems = models.flatMap(({ problem }) => (problem === null ? [] : [printable(problem)]));
  return [table(head, rows), ...problems].join('\n');
}
