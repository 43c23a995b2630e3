import type { Json } from '../../core/json.ts';
import type { ExportItem } from '../../datasets/formats/export-item.ts';

/** A line of `provenance.jsonl`: where the row of the same number in `file` comes from. */
export function provenanceLine(
  item: ExportItem,
  file: string,
  row: number,
): { readonly [key: string]: Json } {
  const { id, kind, cell, cluster, licence, origin, tags, provenance } = item;
  const from =
    provenance.kind === 'authored'
      ? { source: provenance.source, sourceRow: provenance.row, declaredId: provenance.declaredId }
      : {
          by: provenance.by,
          version: provenance.version,
          model: provenance.model,
          parents: provenance.parents,
        };
  return {
    file,
    row,
    id,
    kind,
    skill: cell.skill,
    edgeCase: cell.edgeCase,
    origin,
    cluster,
    licence,
    tags,
    ...from,
  };
}
