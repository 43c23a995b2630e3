import { canonicalJson, type Json } from '../../core/json.ts';
import type { RunHeader } from '../../core/run.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/**
 * Why the scores of a run cannot stand beside those of the suite as it is now, or null when they can: another dataset,
 * other scorers.
 */
export function misfit(header: RunHeader, loaded: LoadedSuite, { dataset }: LoadedDataset): string | null {
  if (header.suite.id !== loaded.suite.id) return `it is a run of the suite ${header.suite.id}`;
  if (header.dataset.digest !== dataset.digest) return 'the dataset has changed since';
  if (scorersKey(header.scorers) !== scorersKey(scorerIdentities(loaded)))
    return 'the scorers have changed since';
  return null;
}

/** The scorers of every skill, as a run's header holds them. */
export function scorerIdentities({ scorers }: LoadedSuite): RunHeader['scorers'] {
  return Object.fromEntries([...scorers].map(([skill, own]) => [skill, own.map(({ identity }) => identity)]));
}

function scorersKey(scorers: RunHeader['scorers']): string {
  // Identities are plain data by their types; JSON has no narrower name for that.
  return canonicalJson(scorers as unknown as Json);
}
