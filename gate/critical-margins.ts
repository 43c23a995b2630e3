import { fault } from '../core/errors.ts';
import type { Slice } from './slices.ts';

/**
 * Margins of the critical slices by their full names. A name without an origin means that slice of each gating
 * origin that has it, and gives way to the full name where both are declared. Throws CRITICAL_EMPTY for a name that no slice with cases answers to.
 */
export function criticalMargins(
  critical: Readonly<Record<string, number>>,
  slices: readonly Pick<Slice, 'name' | 'origin'>[],
): ReadonlyMap<string, number> {
  const margins = new Map<string, number>();
  for (const [name, margin] of Object.entries(critical)) {
    const meant = slices.filter((slice) => slice.name === name || slice.name === `${slice.origin}/${name}`);
    if (meant.length === 0) {
      throw fault('CRITICAL_EMPTY', `the critical slice \`${name}\` has no case in a gating arm`, {
        hint: 'add cases for it, or take it out of `gate.critical`: a slice without cases cannot be shown',
      });
    }
    for (const slice of meant) {
      if (slice.name === name || !Object.hasOwn(critical, slice.name)) margins.set(slice.name, margin);
    }
  }
  return margins;
}
