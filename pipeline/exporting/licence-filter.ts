import { counted } from '../../core/counted.ts';
import { fault } from '../../core/errors.ts';
import type { ExportItem } from '../../datasets/formats/export-item.ts';

/** Whether something under a licence may go out; null: it is not declared. */
export type LicenceFilter = (licence: string | null) => boolean;

const words = { internal: 'internal', unknown: 'unknown', any: 'any' } as const;

/**
 * What `--licence` lets through: the licences that it names, each term of `A AND B` by itself; `internal`, `unknown` and
 * `any` as they say. Null: it was not given, and everything may go.
 */
export function licenceFilter(allowed: readonly string[] | null): LicenceFilter {
  if (allowed === null || allowed.includes(words.any)) return () => true;
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (licence) => {
    if (licence === null) return names.has(words.unknown);
    const terms = [licence, ...licence.split(' AND ').map((term) => term.replace(/^\((.*)\)$/, '$1'))];
    const [whole = '', ...parts] = terms.map((term) => term.toLowerCase());
    return names.has(whole) || parts.every((part) => names.has(part));
  };
}

/**
 * Throws EXPORT_LICENCE where items under `internal`, or of no declared licence, would be trained on and nobody said that
 * they may.
 */
export function requireLicences(items: readonly ExportItem[], allowed: readonly string[] | null): void {
  if (allowed !== null) return;
  const internal = items.filter(({ licence }) => licence?.split(' AND ').includes(words.internal)).length;
  const unknown = items.filter(({ licence }) => licence === null).length;
  if (internal + unknown === 0) return;
  const told = [
    ...(internal > 0 ? [`${internal} under \`internal\``] : []),
    ...(unknown > 0 ? [`${unknown} without a declared licence`] : []),
  ];
  const flags = [...(internal > 0 ? [words.internal] : []), ...(unknown > 0 ? [words.unknown] : [])];
  throw fault(
    'EXPORT_LICENCE',
    `of ${counted(items.length, 'item')} ${told.join(' and ')} would be trained on`,
    {
      hint: `\`--licence ${flags.join(',')}\` lets them in beside what else you name, \`--licence any\` everything; \`--licence MIT,CC-BY-4.0\` only what is under these`,
    },
  );
}
