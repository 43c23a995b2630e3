import type { FileMetaData } from 'hyparquet';
import { z } from 'zod';

const featuresSchema = z.object({
  info: z.object({ features: z.record(z.string(), z.unknown()) }),
});
const classLabelSchema = z.object({ _type: z.literal('ClassLabel'), names: z.array(z.string()) });

/**
 * Column → the names of its classes, as Hugging Face `datasets` writes them beside a column of numbers, under the key
 * `huggingface` of the file's metadata. Empty where the file has none.
 */
export function classNames({ key_value_metadata }: FileMetaData): ReadonlyMap<string, readonly string[]> {
  const written = key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  const parsed = featuresSchema.safeParse(jsonOrNull(written ?? ''));
  if (!parsed.success) return new Map();
  return new Map(
    Object.entries(parsed.data.info.features).flatMap(([column, feature]) => {
      const label = classLabelSchema.safeParse(feature);
      return label.success ? [[column, label.data.names] as const] : [];
    }),
  );
}

/** Other writers use the key as they like: what is no JSON names no classes. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
