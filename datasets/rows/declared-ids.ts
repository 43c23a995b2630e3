import type { Problem } from '../../core/errors.ts';
import type { RowSource } from '../../core/suite.ts';
import { problemOfRow, type RawRow } from './raw-row.ts';

/** Finds ids that a source declares twice. */
export class DeclaredIds {
  readonly #field: string | null;
  readonly #seen = new Map<string, number>();

  constructor({ map }: Pick<RowSource, 'map'>) {
    this.#field = map.id ?? (Object.keys(map).length === 0 ? 'id' : null);
  }

  problemsOf(row: RawRow): readonly Problem[] {
    const id = this.#field === null ? null : row.fields[this.#field];
    if (id === undefined || id === null || id === '') return [];
    const before = this.#seen.get(String(id));
    if (before === undefined) this.#seen.set(String(id), row.number);
    if (before === undefined) return [];
    const message = `id \`${String(id)}\` is declared twice: also in row ${before}`;
    return [problemOfRow(row, 'DATA_DUPLICATE_ID', message, 'ids are unique in their source')];
  }
}
