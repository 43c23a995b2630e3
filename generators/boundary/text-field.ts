import { z } from 'zod';
import { type BoundaryValue, distinctValues } from './boundary-value.ts';

const length = z.int().min(0, 'must be at least 0').max(100_000);

/** A text of so many characters (Unicode code points). `trim`: white space at its ends does not count. */
export const textField = z
  .strictObject({
    type: z.literal('text'),
    minLength: length.default(0),
    maxLength: length,
    trim: z.boolean().default(true),
    nominal: z.string().optional(),
  })
  .superRefine((field, context) => {
    const { minLength, maxLength, nominal } = field;
    const issue = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (maxLength < minLength) issue('maxLength', '`maxLength` must not be below `minLength`');
    else if (nominal !== undefined && !isValid(nominal, field)) {
      issue('nominal', `must have ${minLength} to ${maxLength} characters`);
    }
  });

type TextField = z.output<typeof textField>;

/**
 * The values of boundary-value analysis for a text: nominal first, then empty, both lengths, one character more
 * and less than they allow, one character, white space only, one word of the greatest length, emoji, right-to-left
 * script and quotation marks. The last three have a length that the field allows.
 */
export function textValues(field: TextField): readonly BoundaryValue[] {
  const { minLength: min, maxLength: max } = field;
  const usual = (units: readonly string[]) => ofLength(units, Math.min(max, Math.max(min, units.length)));
  const at = (boundary: string, value: string) => ({ boundary, value, isValid: isValid(value, field) });
  const values = [
    at('nominal', field.nominal ?? usual([...'example'])),
    at('empty', ''),
    at('min-length', ofLength(words, min)),
    at('max-length', ofLength(words, max)),
    at('over-max-length', ofLength(words, max + 1)),
    ...(min > 0 ? [at('under-min-length', ofLength(words, min - 1))] : []),
    at('one-character', ofLength(words, 1)),
    at('white-space', ' '.repeat(Math.min(3, Math.max(1, max)))),
    at('one-long-word', ofLength([...'abcdefghijklmnopqrstuvwxyz'], max)),
    at('emoji', usual([...'🙂🎉🚀'])),
    at('right-to-left', usual([...'مرحبا بالعالم'])),
    at('quotes', usual([...`"it's"`])),
  ];
  return distinctValues(values, ({ value }) => value);
}

const words = [...'lorem ipsum dolor sit amet '];

/** The units over and over, cut at the length; white space at the end, which trimming would cut, becomes a letter. */
function ofLength(units: readonly string[], count: number): string {
  const text = Array.from({ length: count }, (_, index) => units[index % units.length] ?? '').join('');
  return text.replace(/\s$/, 'x');
}

function isValid(
  text: string,
  { minLength, maxLength, trim }: Pick<TextField, 'minLength' | 'maxLength' | 'trim'>,
): boolean {
  const count = [...(trim ? text.trim() : text)].length;
  return count >= minLength && count <= maxLength;
}
