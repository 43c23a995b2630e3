import type { Candidate, Case } from '../../core/case.ts';
import { type Identifier, inventedTypes } from '../../core/identifier.ts';
import type { Claims } from '../../core/seams.ts';
import { compact } from '../../curation/pii/compact.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import { textsOf } from '../../curation/pii/redact-records.ts';
import type { RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** What a candidate was made of, beside the models. */
interface Origins {
  readonly parents: readonly Case[];
  readonly cluster: string;
  readonly claims: Claims;
}

/**
 * Finds the identifiers in what a model wrote that it was not given: they stand in no parent, unlabelled row or document
 * that the candidate is made of, in no words of the suite, among no values that rules drew, and are no surrogates. What no
 * model wrote holds none: its values are those of people or rules.
 */
export function foreignIdentifiers(
  { suite }: LoadedSuite,
  { unlabelled, documents, surrogates }: RealData,
): (candidate: Candidate, origins: Origins) => Promise<readonly Identifier[]> {
  const suiteWords = JSON.stringify([suite.task, suite.skills, suite.attributes ?? {}]);
  return async (candidate, { parents, cluster, claims }) => {
    const { provenance } = candidate;
    if (provenance.kind !== 'generated' || provenance.model === null) return [];
    const found = (await findAll(textsOf(candidate))).flat().filter(({ type }) => !inventedTypes.has(type));
    if (found.length === 0) return [];
    const rows = unlabelled.filter((row) => row.cluster === cluster);
    const given = [
      ...[...parents, ...rows].flatMap((row) => textsOf(row).map(({ text }) => text)),
      ...documents.map(({ text }) => text),
      ...(claims.drawn ?? []),
      suiteWords,
    ];
    return found.filter(({ type, text }) => surrogates?.has(type, text) !== true && !isGiven(text, given));
  };
}

/** As it is written, or grouped in another way. */
function isGiven(text: string, given: readonly string[]): boolean {
  const bare = compact(text);
  return given.some((source) => source.includes(text) || compact(source).includes(bare));
}
