import { digest } from '../core/digest.ts';
import type { ObservedCase } from './observed-case.ts';

/** Whether a case lies on the half that slices are looked for on; the others test them. A cluster lies on one half whole. */
export function isSearched({ cluster }: Pick<ObservedCase, 'cluster'>): boolean {
  return Number.parseInt(digest(cluster).slice(0, 2), 16) % 2 === 0;
}
