import { z } from 'zod';
import { nameProblem, scalar, type VariableShape } from './known-variables.ts';
import { reservedFields, type Scalar, TemplateValue } from './template-value.ts';

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** An entry of a lexicon: a text or number, or fields. `value` is what it is computed with, `text` how it is printed. */
export const lexiconEntry = z.union(
  [
    z.string(),
    z.number(),
    z.record(z.string(), scalarSchema).superRefine((fields, context) => {
      if (Object.keys(fields).length === 0)
        context.addIssue({ code: 'custom', message: 'name at least one field' });
      for (const name of Object.keys(fields)) {
        const message = nameProblem(name, reservedFields);
        if (message !== null) context.addIssue({ code: 'custom', path: [name], message });
      }
      if (fields['text'] !== undefined && typeof fields['text'] !== 'string') {
        context.addIssue({ code: 'custom', path: ['text'], message: 'must be a text' });
      }
      if (fields['text'] !== undefined && fields['value'] === undefined) {
        context.addIssue({ code: 'custom', path: ['text'], message: '`text` needs `value` beside it' });
      }
    }),
  ],
  'must be a text, a number or a mapping of fields',
);

export type LexiconEntry = z.output<typeof lexiconEntry>;

/** What templates see of an entry. */
export function entryValue(
  entry: LexiconEntry,
): string | number | TemplateValue | Readonly<Record<string, Scalar>> {
  if (typeof entry !== 'object') return entry;
  const { value, text, ...fields } = entry;
  return value === undefined ? entry : new TemplateValue(value, String(text ?? value), fields);
}

/** What templates may rely on in every one of the entries: a field that one of them lacks is not known. */
export function entriesShape(entries: readonly LexiconEntry[]): VariableShape {
  const mappings = entries.filter((entry) => typeof entry === 'object');
  if (mappings.length === 0) return scalar;
  if (mappings.length < entries.length) return { kind: 'fields', fields: [], isText: everyIsText(entries) };
  const [first = {}, ...others] = mappings;
  const shown = (entry: Readonly<Record<string, Scalar>>) =>
    entry['value'] === undefined ? Object.keys(entry) : [...new Set([...Object.keys(entry), 'text'])];
  const fields = shown(first).filter((field) => others.every((other) => shown(other).includes(field)));
  return { kind: 'fields', fields, isText: everyIsText(entries) };
}

function everyIsText(entries: readonly LexiconEntry[]): boolean {
  return entries.every((entry) => typeof entry !== 'object' || entry['value'] !== undefined);
}
