import type { Case } from '../../core/case.ts';
import { sureScore } from '../../core/identifier.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import { KnownValues } from '../../curation/pii/known-values.ts';
import { textsOf } from '../../curation/pii/redact-records.ts';
import { casesOf, type RealData } from '../load-dataset.ts';

/** A short name or number may stand anywhere. */
const shortest = 6;

/** Generated cases in which an identifier of a real row stands: they were made before personal data was replaced. */
export async function leakedCases(real: RealData, generated: readonly Case[]): Promise<readonly Case[]> {
  const rows = [...casesOf(real.heldout), ...casesOf(real.seeds), ...real.unlabelled];
  const documents = real.documents.map(({ text }) => ({ text, before: '' }));
  const found = await findAll([...rows.flatMap(textsOf), ...documents]);
  const known = new KnownValues();
  for (const one of found.flat())
    if (one.score >= sureScore && one.text.length >= shortest && one.type !== 'date-of-birth') known.add(one);
  return generated.filter((item) => textsOf(item).some(({ text }) => known.find(text).length > 0));
}
