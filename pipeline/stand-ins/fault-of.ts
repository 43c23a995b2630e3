import type { Case } from '../../core/case.ts';
import { inventedTypes } from '../../core/identifier.ts';
import { protectedSpans } from '../../core/protected-spans.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import type { KnownValues } from '../../curation/pii/known-values.ts';
import { type Redactable, textsOf } from '../../curation/pii/redact-records.ts';
import type { Surrogates } from '../../curation/pii/surrogates.ts';
import type { RealRecords } from '../../curation/real-records.ts';
import type { Distances, LeftOut } from './stand-in-report.ts';

/** What stand-ins are held against. */
export interface Guard {
  readonly real: RealRecords;
  /** Identifiers of the real records. */
  readonly identifiers: KnownValues;
  readonly surrogates: Surrogates;
  /** Distances between real held-out records. */
  readonly between: Distances;
}

/** Why a text may not stand in for a record, or null. `redacted` is the record with its surrogates. */
export async function faultOf(
  standIn: Redactable,
  redacted: Pick<Case, 'input' | 'expected'>,
  guard: Guard,
): Promise<LeftOut | null> {
  const { real, between } = guard;
  if (!slotsOf(redacted).every((slot) => inputTexts(standIn).some((text) => text.includes(slot))))
    return 'answer-lost';
  if ((await identifiersIn(standIn, guard)) > 0) return 'identifier';
  if (sharesWords(standIn, real)) return 'words';
  return real.holds(standIn.input) || real.distance(standIn.input) < between.p5 ? 'near' : null;
}

/**
 * Identifiers that are no surrogates, and those of real records. Names, streets and days that no real record holds are
 * inventions.
 */
export async function identifiersIn(
  standIn: Redactable,
  { identifiers, surrogates }: Pick<Guard, 'identifiers' | 'surrogates'>,
): Promise<number> {
  const texts = textsOf(standIn);
  const known = texts.flatMap(({ text }) => identifiers.find(text));
  const found = (await findAll(texts)).flat();
  const others = found.filter(({ type, text }) => !inventedTypes.has(type) && !surrogates.has(type, text));
  return known.length + others.length;
}

export function sharesWords(standIn: Redactable, real: RealRecords): boolean {
  return textsOf(standIn).some(({ text }) => real.sharesWords(text));
}

/** Expected values that stand in the record word for word. */
export function slotsOf({ input, expected }: Pick<Case, 'input' | 'expected'>): readonly string[] {
  const texts = inputTexts({ input });
  const slots = texts.flatMap((text) =>
    protectedSpans(text, expected).filter(({ kind }) => kind === 'expected'),
  );
  return [...new Set(slots.map(({ text }) => text))];
}

function inputTexts({ input }: Redactable): readonly string[] {
  return textsOf({ input }).map(({ text }) => text);
}
