import { z } from 'zod';
import type { Expected } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { didYouMean } from '../core/nearest.ts';
import type { Task } from '../core/suite.ts';
import type { WrittenText } from './known-variables.ts';
import { parseText, type Scope, TemplateError, type TextTemplate } from './liquid.ts';
import { number } from './liquid-filters.ts';

const template = z.string().min(1, 'must not be empty');

/** How options write the expected value: a Liquid text, or a mapping whose texts are Liquid. */
export const writtenExpected = z
  .union([
    template,
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('label'), label: template }),
      z.strictObject({
        kind: z.literal('number'),
        value: z.union([z.number(), template]),
        tolerance: z.number().min(0).default(0),
        unit: template.nullable().default(null),
      }),
      z.strictObject({
        kind: z.literal('text'),
        accept: z.array(template).min(1, 'name at least one answer'),
      }),
      z.strictObject({ kind: z.literal('json'), value: z.json() }),
      z.strictObject({
        kind: z.literal('facts'),
        must: z.array(template).min(1, 'name at least one fact'),
        mustNot: z.array(template).default([]),
      }),
      z.strictObject({
        kind: z.literal('tool-calls'),
        calls: z.array(
          z.strictObject({
            function: template,
            parameters: z.record(z.string(), z.array(z.json()).min(1, 'name at least one value')).default({}),
          }),
        ),
        ordered: z.boolean().default(false),
      }),
      z.strictObject({
        kind: z.literal('behaviour'),
        behaviour: z.enum(['abstain', 'clarify', 'refuse', 'comply']),
      }),
    ]),
  ])
  .describe('A text is the label in classification, else the one right answer; or `{ kind: … }`.');

export type WrittenExpected = z.output<typeof writtenExpected>;

/** Every Liquid text of a written expected value, with its path. */
export function expectedTexts(
  written: WrittenExpected,
  path: readonly PropertyKey[],
): readonly WrittenText[] {
  if (typeof written === 'string') return [{ path, source: written }];
  // Constants among the texts (kind, behaviour) have no braces and so nothing to check.
  return jsonTexts(written as Json, path); // options out of YAML: plain data
}

/** Every text in plain data, with its path. */
export function jsonTexts(value: Json, path: readonly PropertyKey[]): readonly WrittenText[] {
  if (typeof value === 'string') return [{ path, source: value }];
  if (value === null || typeof value !== 'object') return [];
  const entries: readonly (readonly [PropertyKey, Json])[] = Array.isArray(value)
    ? value.map((item: Json, index) => [index, item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => jsonTexts(item, [...path, key]));
}

/**
 * Compiles a written expected value. Rendering it throws a {@link TemplateError} for a label that the task does not
 * know, a number that is none, and an empty answer. A constant label that the task does not know is refused at once,
 * as PART_OPTION of the named part.
 */
export function compileExpected(
  written: WrittenExpected,
  task: Task,
  where: string,
): (scope: Scope) => Expected {
  checkConstantLabel(written, task, where);
  if (typeof written === 'string') {
    const text = answer(written);
    if (task.kind !== 'classification') return (scope) => ({ kind: 'text', accept: [text(scope)] });
    return (scope) => ({ kind: 'label', label: knownLabel(text(scope), task) });
  }
  switch (written.kind) {
    case 'label': {
      const label = answer(written.label);
      return (scope) => ({ kind: 'label', label: knownLabel(label(scope), task) });
    }
    case 'number':
      return compileNumber(written);
    case 'text': {
      const [first, ...others] = written.accept.map(answer);
      if (first === undefined) throw new RangeError('the schema asks for at least one answer');
      return (scope) => ({ kind: 'text', accept: [first(scope), ...others.map((other) => other(scope))] });
    }
    case 'json': {
      const value = compileJson(written.value);
      return (scope) => ({ kind: 'json', value: value(scope) });
    }
    case 'facts': {
      const [must, mustNot] = [written.must.map(answer), written.mustNot.map(answer)];
      return (scope) => ({
        kind: 'facts',
        must: must.map((fact) => fact(scope)),
        mustNot: mustNot.map((fact) => fact(scope)),
      });
    }
    case 'tool-calls':
      return compileCalls(written);
    case 'behaviour':
      return () => ({ kind: 'behaviour', behaviour: written.behaviour });
  }
}

type Of<Kind extends string> = Extract<WrittenExpected, { kind: Kind }>;

function compileNumber({ value, tolerance, unit }: Of<'number'>): (scope: Scope) => Expected {
  const amount = typeof value === 'number' ? () => value : numeric(parseText(value));
  const name = unit === null ? () => null : answer(unit);
  return (scope) => ({ kind: 'number', value: amount(scope), tolerance, unit: name(scope) });
}

function compileCalls({ calls, ordered }: Of<'tool-calls'>): (scope: Scope) => Expected {
  const made = calls.map(({ function: name, parameters }) => ({
    name: answer(name),
    parameters: Object.entries(parameters).map(([key, values]) => [key, values.map(compileJson)] as const),
  }));
  return (scope) => ({
    kind: 'tool-calls',
    calls: made.map(({ name, parameters }) => ({
      function: name(scope),
      parameters: Object.fromEntries(
        parameters.map(([key, values]) => [key, values.map((value) => value(scope))]),
      ),
    })),
    ordered,
  });
}

/** Data whose texts are Liquid; a text that is exactly one `{{ … }}` keeps the type of its value. */
export function compileJson(value: Json): (scope: Scope) => Json {
  if (typeof value === 'string') {
    const text = parseText(value);
    return (scope) => text.value(scope);
  }
  if (value === null || typeof value !== 'object') return () => value;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => compileJson(item));
    return (scope) => items.map((item) => item(scope));
  }
  const entries = Object.entries(value).map(([key, item]) => [key, compileJson(item)] as const);
  return (scope) => Object.fromEntries(entries.map(([key, item]) => [key, item(scope)]));
}

function answer(source: string): (scope: Scope) => string {
  const text = parseText(source);
  return (scope) => {
    const rendered = text.text(scope).trim();
    if (rendered === '') throw new TemplateError(`the expected value \`${source}\` came out empty`);
    return rendered;
  };
}

function numeric(text: TextTemplate): (scope: Scope) => number {
  return (scope) => {
    const value = text.value(scope);
    try {
      return number(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new TemplateError(
        `the expected value \`${text.source}\` came out as ${JSON.stringify(value)}, not a number`,
      );
    }
  };
}

function knownLabel(label: string, task: Task): string {
  if (task.kind !== 'classification' || task.labels.includes(label)) return label;
  throw new TemplateError(`"${label}" is not a label of the task: ${didYouMean(label, task.labels)}`);
}

function checkConstantLabel(written: WrittenExpected, task: Task, where: string): void {
  if (task.kind !== 'classification') return;
  const label = typeof written === 'string' ? written : written.kind === 'label' ? written.label : null;
  if (label === null || /\{[{%]/.test(label) || task.labels.includes(label.trim())) return;
  throw fault('PART_OPTION', `${where}: "${label}" is not a label of the task`, {
    hint: didYouMean(label, task.labels),
  });
}
