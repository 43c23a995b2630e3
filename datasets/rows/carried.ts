import { z } from 'zod';
import { anyJson } from '../../core/any-json.ts';
import type { Attributes } from '../../core/attributes.ts';
import type { Origin, Split } from '../../core/case.ts';
import { isTooDeep, type Json } from '../../core/json.ts';
import type { RowField } from '../../core/suite.ts';
import { isRecord } from './raw-row.ts';

/**
 * What an export says of a case beside the fields of its format, under `metadata.heldout`: what those fields cannot
 * hold. It goes before them where the case is read again.
 */
export type Carried = Readonly<Partial<Record<RowField, Json>>> & {
  readonly attributes?: Attributes;
  /** A synthetic case stays one. */
  readonly origin?: Origin;
  /** Which split it was exported from. */
  readonly split?: Split;
  /** The canary of held-out files, a comment (core/canary-guid.ts). */
  readonly canary?: string;
};

const text = z.string();
const carriedSchema = z
  .strictObject({
    input: anyJson,
    expected: anyJson,
    id: text,
    skill: text,
    edgeCase: text,
    cluster: text,
    tags: z.array(text),
    attributes: z.record(text, text),
    origin: z.enum(['real', 'synthetic']),
    split: z.enum(['heldout', 'train', 'probe']),
    canary: text,
  })
  .partial();

/** What a row carries; {} for a row that was not exported by heldout. Gives words where it cannot be read. */
export function carriedBy(fields: Readonly<Record<string, unknown>>): Carried | { readonly problem: string } {
  const held = metadataOf(fields)?.['heldout'];
  if (held === undefined) return {};
  const parsed = carriedSchema.safeParse(held);
  // Optional keys come back as `undefined`, which the type does not allow; a round through JSON leaves them out.
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data)) as Carried;
  const [issue] = parsed.error.issues;
  return { problem: `\`metadata.heldout\`: ${issue?.path.join('.')}: ${issue?.message}` };
}

/** The `metadata` of a row: an object, or its JSON text where the format has no objects; null where it has none. */
export function metadataOf({
  metadata,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  if (isRecord(metadata)) return metadata;
  if (typeof metadata !== 'string' || !metadata.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(metadata);
    return isRecord(value) && !isTooDeep(value) ? value : null;
  } catch {
    // A column of that name may hold any text.
    return null;
  }
}
