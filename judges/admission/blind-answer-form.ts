import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';
import type { Task } from '../../core/suite.ts';

/** The form in which a judge answers a case itself. */
export interface BlindAnswerForm {
  readonly schema: z.ZodType<Json>;
  /** For the prompt: what an answer is. */
  readonly told: string;
  /** The answer as a scorer reads an output. */
  textOf(answer: Json): string;
}

const freeAnswer = z.strictObject({ answer: z.string() });

/** The form for a task and a kind of expected value: a label, an object of the task's schema, else a text. */
export function blindAnswerForm(task: Task, kind: Expected['kind']): BlindAnswerForm {
  if (task.kind === 'classification' && kind === 'label')
    return {
      schema: z.strictObject({ label: z.enum(task.labels) }),
      told: `exactly one of these labels: ${task.labels.join(', ')}`,
      textOf: (answer) => String(fieldOf(answer, 'label')),
    };
  const object =
    task.kind === 'extraction' && kind === 'json' && task.outputSchema !== null
      ? plainObject(task.outputSchema)
      : null;
  if (object !== null)
    return {
      schema: object,
      told: 'the JSON object that the instructions ask for',
      textOf: (answer) => JSON.stringify(answer),
    };
  return {
    schema: freeAnswer,
    told:
      kind === 'json' ? '"answer", a text that is JSON' : '"answer", the shortest text that is fully right',
    textOf: (answer) => String(fieldOf(answer, 'answer')),
  };
}

function fieldOf(answer: Json, name: string): Json {
  return isObject(answer) ? (answer[name] ?? '') : '';
}

/**
 * A JSON Schema of plain fields as every provider takes it: names and types, without lists of values, bounds, formats and
 * patterns, which the comparison looks at: a judge must be able to say what the schema did not foresee. Null for one that
 * says more than that.
 */
function plainObject(schema: { readonly [key: string]: Json }): z.ZodType<Json> | null {
  const { properties, required } = schema;
  if (!isObject(properties) || Object.keys(properties).length === 0) return null;
  const wanted = Array.isArray(required) ? required : [];
  const fields: Record<string, z.ZodType<Json>> = {};
  for (const [name, property] of Object.entries(properties)) {
    const field = plainField(property);
    if (field === null) return null;
    // A field that may be left out fits JSON all the same; its type allows an absence that JSON has no name for.
    fields[name] = wanted.includes(name) ? field : (field.exactOptional() as unknown as z.ZodType<Json>);
  }
  return z.strictObject(fields);
}

function plainField(schema: Json): z.ZodType<Json> | null {
  if (!isObject(schema)) return null;
  const { type, enum: values = [], items } = schema;
  const areTexts =
    Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string');
  switch (areTexts ? 'string' : type) {
    case 'string':
      return z.string();
    case 'integer':
      return z.int();
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'object':
      return plainObject(schema);
    case 'array': {
      const item = plainField(items ?? null);
      return item === null ? null : z.array(item);
    }
    default:
      return null;
  }
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
