import { z } from 'zod';
import { dateShape } from '../date-value.ts';
import { checkNames, checkTexts, type KnownVariables, scalar, variableNames } from '../known-variables.ts';
import {
  checkTemplateNames,
  templateTexts,
  type WrittenTemplate,
  writtenTemplate,
} from '../written-template.ts';
import type { BoundaryValue } from './boundary-value.ts';
import { dateField, dateValues } from './date-field.ts';
import { integerField, numberField, numberValues } from './number-field.ts';
import { textField, textValues } from './text-field.ts';

const field = z.discriminatedUnion('type', [integerField, numberField, dateField, textField]);
type Field = z.output<typeof field>;

/** What a template of `boundary` may read beside the fields. */
const ownVariables = ['valid', 'field', 'boundary'] as const;

/** What `with:` of `boundary` holds. */
export const boundaryOptions = z
  .strictObject({
    templates: z.array(writtenTemplate).min(1, 'name at least one template'),
    fields: z
      .record(z.string(), field)
      .describe('Variables with a range. Beside them: `valid`, `field` and `boundary`.'),
  })
  .superRefine(({ templates, fields }, context) => {
    if (Object.keys(fields).length === 0) {
      context.addIssue({ code: 'custom', path: ['fields'], message: 'name at least one field' });
    }
    checkNames(fields, ['fields'], context, ownVariables);
    checkTemplateNames(templates, ['templates'], context);
    const known: KnownVariables = new Map([
      ...Object.entries(fields).map(
        ([name, { type }]) => [name, type === 'date' ? dateShape : scalar] as const,
      ),
      ...ownVariables.map((name) => [name, scalar] as const),
    ]);
    for (const [index, template] of templates.entries()) {
      const { input, other } = templateTexts(template, ['templates', index]);
      const isReadable = checkTexts([...input, ...other], known, 'field', context);
      if (isReadable && isWithoutField(template, Object.keys(fields))) {
        context.addIssue({ code: 'custom', path: ['templates', index], message: 'its text names no field' });
      }
    }
  });

export type BoundaryOptions = z.output<typeof boundaryOptions>;

/** The values of a field, the nominal one first. */
export function fieldValues(of: Field): readonly [BoundaryValue, ...BoundaryValue[]] {
  const values = of.type === 'date' ? dateValues(of) : of.type === 'text' ? textValues(of) : numberValues(of);
  const [nominal, ...others] = values;
  if (nominal === undefined) throw new RangeError('every field has a nominal value');
  return [nominal, ...others];
}

function isWithoutField(template: WrittenTemplate, fields: readonly string[]): boolean {
  return !variableNames(templateTexts(template, []).input).some((name) => fields.includes(name));
}
