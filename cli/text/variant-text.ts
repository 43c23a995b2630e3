import { counted } from '../../core/counted.ts';
import type { CellCount } from '../../core/report.ts';

const mostNamed = 3;

/** How far the parts of a cell are that attributes divide it into; empty where it has none. */
export function variantText({ skill, edgeCase, variants, pairs }: CellCount): readonly string[] {
  if (variants.length === 0) return [];
  const short = variants.filter(({ target, accepted }) => accepted < target);
  const named = short.slice(0, mostNamed).map(({ attributes, target, accepted }) => {
    const values = Object.entries(attributes).map(([name, value]) => `${name} ${value}`);
    return `  ${accepted} of ${target}: ${values.join(', ')}`;
  });
  const covered =
    pairs === null ? '' : `; ${pairs.planned} of ${counted(pairs.all, 'pair')} of values planned`;
  const more = short.length - named.length;
  return [
    `${skill}/${edgeCase}: ${variants.length - short.length} of ${variants.length} parts filled${covered}`,
    ...named,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
