import { fault } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { type Pack, packs } from '../suites/packs.ts';

/** The edge-case packs, or the one of a name. Throws UNKNOWN_PACK where there is none of that name. */
export function listPacks(name?: string): readonly Pack[] {
  const all = packs();
  if (name === undefined) return all;
  const found = all.filter(({ id }) => id === name);
  if (found.length > 0) return found;
  const hint = didYouMean(
    name,
    all.map(({ id }) => id),
  );
  throw fault('UNKNOWN_PACK', `there is no pack named \`${name}\``, { hint });
}
