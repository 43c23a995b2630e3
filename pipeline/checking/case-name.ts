import type { Case } from '../../core/case.ts';

/** How messages name a case: a real row by its place, any other by its id. */
export function caseName({ id, provenance }: Pick<Case, 'id' | 'provenance'>): string {
  return provenance.kind === 'authored' ? `row ${provenance.row} of ${provenance.source}` : id;
}
