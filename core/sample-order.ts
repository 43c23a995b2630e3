import type { CaseId } from './case.ts';
import { digest, shortDigest } from './digest.ts';

/**
 * Case ids in the order in which people are asked about them where a random subset is wanted. It depends on the suite's
 * id and on each case alone, so any number of the first is a simple random sample, the same one for every run: labels
 * of outputs that did not change are used again, and whoever stops early leaves a smaller sample, not a chosen one.
 */
export function sampleOrder(suite: string, ids: Iterable<CaseId>): readonly CaseId[] {
  const keyed = [...new Set(ids)].map((id) => ({ id, key: digest(`${suite}/${id}`) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
}

/** The digest of what a plan draws from; the order of the ids does not matter. */
export function populationDigest(ids: Iterable<string>): string {
  return shortDigest([...new Set(ids)].sort().join('\n'));
}
