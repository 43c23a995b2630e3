import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import {
  checkNames,
  checkTexts,
  type KnownVariables,
  type VariableShape,
  type WrittenText,
} from '../known-variables.ts';
import { samplerUse, shapeOf } from '../samplers/sampler-use.ts';
import { expectedTexts, jsonTexts, writtenExpected } from '../written-expected.ts';

const id = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, `.`, `_` and `-` only');
const text = z.string().min(1, 'must not be empty');
const samples = z.record(z.string(), samplerUse).default({});

const event = z.strictObject({
  id,
  weight: z.number().gt(0, 'must be greater than 0').default(1),
  when: text
    .nullable()
    .default(null)
    .describe('An expression, such as `balance >= amount`; without it always.'),
  sample: samples.describe('Variables of this event, drawn anew each time.'),
  set: z
    .record(z.string(), text)
    .default({})
    .describe('State → expression; all of them see the state before.'),
  say: text.describe('What the text says of it; sees the state after it, and the one before as `before`.'),
});

const stepCount = z.int().min(1, 'must be at least 1').max(1000);

const scenario = z.strictObject({
  id,
  sample: samples.describe('Variables of the whole case, drawn once.'),
  state: z.record(z.string(), z.json()).describe('The state at the start; texts in it are Liquid.'),
  steps: z
    .union([stepCount, z.tuple([stepCount, stepCount])])
    .describe('How many events happen, or the least and the most.'),
  events: z.array(event).min(1, 'name at least one event'),
  open: text.nullable().default(null).describe('What the text says first.'),
  ask: text.describe('What the text says last.'),
  join: z.string().default(' ').describe('What stands between the sentences.'),
  expected: writtenExpected,
});

/** What `with:` of `simulator` holds. */
export const simulatorOptions = z
  .strictObject({ scenarios: z.array(scenario).min(1, 'name at least one scenario') })
  .superRefine(({ scenarios }, context) => {
    checkIds(scenarios, ['scenarios'], context);
    for (const [index, one] of scenarios.entries()) checkScenario(one, ['scenarios', index], context);
  });

export type Scenario = z.output<typeof scenario>;
export type Event = z.output<typeof event>;
type Path = readonly PropertyKey[];

const reserved = ['before'];

function checkScenario(written: Scenario, path: Path, context: z.RefinementCtx): void {
  const { state, sample, steps, events, expected } = written;
  if (Array.isArray(steps) && steps[1] < steps[0]) {
    context.addIssue({
      code: 'custom',
      path: [...path, 'steps'],
      message: 'the least stands first, then the most',
    });
  }
  checkNames(state, [...path, 'state'], context, reserved);
  checkNames(sample, [...path, 'sample'], context, [...reserved, ...Object.keys(state)]);
  checkIds(events, [...path, 'events'], context);
  const sampled = shapesOf(sample);
  const known = new Map([...sampled, ...Object.keys(state).map((name) => [name, anything] as const)]);
  checkTexts(jsonTexts(state as Json, [...path, 'state']), sampled, 'sample', context); // out of YAML: plain data
  const texts: WrittenText[] = [
    ...(written.open === null ? [] : [{ path: [...path, 'open'], source: written.open }]),
    { path: [...path, 'ask'], source: written.ask },
    ...expectedTexts(expected, [...path, 'expected']),
  ];
  checkTexts(texts, known, 'state or sample', context);
  for (const [index, one] of events.entries()) {
    checkEvent(one, Object.keys(state), known, [...path, 'events', index], context);
  }
}

function checkEvent(
  { when, sample, set, say }: Event,
  state: readonly string[],
  known: KnownVariables,
  path: Path,
  context: z.RefinementCtx,
): void {
  checkNames(sample, [...path, 'sample'], context, [...reserved, ...known.keys()]);
  for (const name of Object.keys(set).filter((name) => !state.includes(name))) {
    const message = `there is no state \`${name}\`: ${didYouMean(name, state)}`;
    context.addIssue({ code: 'custom', path: [...path, 'set', name], message });
  }
  const seen = new Map([...known, ...shapesOf(sample)]);
  const expressions: WrittenText[] = [
    ...(when === null ? [] : [{ path: [...path, 'when'], source: when, isExpression: true }]),
    ...Object.entries(set).map(([name, source]) => ({
      path: [...path, 'set', name],
      source,
      isExpression: true,
    })),
  ];
  checkTexts(expressions, seen, 'state or sample', context);
  checkTexts(
    [{ path: [...path, 'say'], source: say }],
    new Map([...seen, ['before', anything]]),
    'state or sample',
    context,
  );
}

const anything: VariableShape = { kind: 'any' };

function shapesOf(sample: Scenario['sample']): ReadonlyMap<string, VariableShape> {
  return new Map(Object.entries(sample).map(([name, use]) => [name, shapeOf(use)] as const));
}

function checkIds(items: readonly { readonly id: string }[], path: Path, context: z.RefinementCtx): void {
  const ids = items.map((item) => item.id);
  for (const [index, one] of ids.entries()) {
    if (ids.indexOf(one) === index) continue;
    context.addIssue({ code: 'custom', path: [...path, index, 'id'], message: `\`${one}\` is used twice` });
  }
}
