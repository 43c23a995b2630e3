import { canonicalJson, hasHalfPair, type Json } from '../../core/json.ts';
import { trainingRefusals } from '../../curation/training-refusals.ts';
import type { ExportFormat } from '../../datasets/formats/export-formats.ts';
import { type ExportItem, writable } from '../../datasets/formats/export-item.ts';
import type { WrittenRecord } from '../../datasets/formats/shape.ts';
import type { Takes } from '../../datasets/formats/trainers/trainer.ts';
import type { Collected } from './collect-items.ts';

/** Why an item is not exported. */
export const refusalCodes = [
  'licence',
  'kind',
  'no-answer',
  'encoding',
  'format',
  'lineage',
  'contam',
  'exact-dup',
  'length',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** An item that is not exported. */
export interface Refused {
  readonly id: string;
  readonly code: RefusalCode;
  readonly reason: string;
}

/** An item with the record that is written of it. */
export interface Recorded {
  readonly item: ExportItem;
  readonly record: WrittenRecord;
}

/** Why an item is refused; null: it is not. */
export type Refusing<Thing> = (thing: Thing) => Omit<Refused, 'id'> | null;

/** The things that no check refuses; what the first one that does says goes into `refused`. */
export function sifted<Thing>(
  things: readonly Thing[],
  idOf: (thing: Thing) => string,
  refused: Refused[],
  ...checks: readonly Refusing<Thing>[]
): readonly Thing[] {
  return things.filter((thing) => {
    for (const check of checks) {
      const refusal = check(thing);
      if (refusal === null) continue;
      refused.push({ id: idOf(thing), ...refusal });
      return false;
    }
    return true;
  });
}

/** Refuses what a format does not take, and what has no answer where one is needed. */
export function wrongKind(takes: Takes, split: ExportItem['split']): Refusing<ExportItem> {
  return ({ kind, answer, expected }) => {
    if ((takes === 'preferences') !== (kind === 'preference')) {
      const reason = kind === 'preference' ? 'it is a preference pair' : 'it is no preference pair';
      return { code: 'kind', reason };
    }
    if (split !== 'train' || answer !== null || expected.kind === 'tool-calls') return null;
    return {
      code: 'no-answer',
      reason: `an expected value of kind ${expected.kind} is no answer to train on`,
    };
  };
}

/** Refuses texts that no UTF-8 file can hold. */
export function unwritable({ input, answer, rejected, expected, tags, cluster }: ExportItem) {
  // Plain data by their types; JSON has no narrower name for that.
  const texts = [input, answer, rejected, expected, tags, cluster] as unknown as Json;
  return hasHalfPair(texts)
    ? { code: 'encoding' as const, reason: 'a text holds half of a surrogate pair' }
    : null;
}

/** Refuses what a trainer would miss: it reads the fields of the format, and nothing beside them. */
export function losing({ title, trainer }: ExportFormat): Refusing<Recorded> {
  return ({ item, record: { loses } }) => {
    const lost = loses ?? trainer?.skips?.(writable(item)) ?? null;
    return lost === null ? null : { code: 'format', reason: `${title} cannot hold ${lost}` };
  };
}

/** Refuses the second of two equal records, whatever they are made of. */
export function repeated(): Refusing<Recorded> {
  const seen = new Map<string, string>();
  return ({ item, record: { fields } }) => {
    const { metadata: _, ...said } = fields;
    const key = canonicalJson(said);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, item.id);
    return before === undefined ? null : { code: 'exact-dup', reason: `it says the same as ${before}` };
  };
}

/** Refuses to train on what is related to something held out, or overlaps with it. */
export function notForTraining(
  items: readonly ExportItem[],
  { known, guarded, heldoutMaterial }: Collected,
): Refusing<ExportItem> {
  const refusals = trainingRefusals(items.map(trainable), known, guarded);
  return ({ id, cluster }) => {
    const refusal = refusals.get(id);
    if (refusal !== undefined) return { code: refusal.code, reason: refusal.reason };
    if (!heldoutMaterial.has(cluster)) return null;
    return { code: 'lineage', reason: `held-out cases are made of its cluster ${cluster}` };
  };
}

function trainable({ id, cluster, provenance, input, answer, rejected, tags }: ExportItem) {
  // Ids, clusters and tags are written into records, or beside them, as people named them.
  const declared = provenance.kind === 'authored' ? provenance.declaredId : null;
  const beside = [rejected, declared, cluster, ...tags].filter((text) => text !== null);
  return { id, cluster, provenance, input, ...(answer === null ? {} : { answer }), beside };
}
