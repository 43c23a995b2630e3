import type { Json } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import { balancedPick } from '../balanced-pick.ts';
import { type Scope, TemplateError } from '../liquid.ts';
import type { Draw } from '../samplers/sampler.ts';
import { plainData } from '../template-value.ts';
import type { CompiledEvent, CompiledScenario, ScenarioDraws } from './compile-scenario.ts';

type State = Readonly<Record<string, unknown>>;

/** What happened in one run of a scenario. */
export interface Course {
  readonly text: string;
  /** What `expected` sees: the samples of the case and the state at the end. */
  readonly scope: Scope;
  readonly start: Json;
  readonly end: Json;
  readonly events: readonly { readonly id: string; readonly values: Json }[];
}

/** So often are the samples of a step drawn anew where they let no event happen. */
const drawsPerStep = 20;

/**
 * Runs a scenario once. `used` counts how often each event has happened, over all runs; those that have happened less
 * often for their weight are preferred. Ends early where no event can happen; throws a {@link TemplateError} where that
 * is so in the first step.
 */
export function simulate(
  scenario: CompiledScenario,
  draws: ScenarioDraws,
  used: Map<CompiledEvent, number>,
  random: Random,
): Course {
  const fixed = drawAll(draws.scenario, random);
  const start = asState(scenario.state(fixed));
  const sentences = scenario.open === null ? [] : [scenario.open.text({ ...fixed, ...start })];
  const events: { id: string; values: Json }[] = [];
  let state = start;
  for (let left = random.integer(...scenario.steps); left > 0; left--) {
    const chosen = chooseEvent(scenario.events, draws.events, { ...fixed, ...state }, used, random);
    if (chosen === null) break;
    const { event, values } = chosen;
    used.set(event, (used.get(event) ?? 0) + 1);
    const before = state;
    const scope = { ...fixed, ...before, ...values };
    state = { ...before, ...Object.fromEntries(event.set.map(([name, to]) => [name, to.value(scope)])) };
    sentences.push(event.say.text({ ...fixed, ...state, ...values, before }));
    events.push({ id: event.id, values: plainData(values) });
  }
  if (events.length === 0) {
    throw new TemplateError(`no event can happen in the first step, from the state ${JSON.stringify(start)}`);
  }
  const scope = { ...fixed, ...state };
  sentences.push(scenario.ask.text(scope));
  const text = sentences.join(scenario.written.join);
  return { text, scope, start: plainData({ ...fixed, ...start }), end: plainData(state), events };
}

interface Chosen {
  readonly event: CompiledEvent;
  readonly values: Scope;
}

function chooseEvent(
  events: readonly CompiledEvent[],
  draws: ScenarioDraws['events'],
  scope: Scope,
  used: ReadonlyMap<CompiledEvent, number>,
  random: Random,
): Chosen | null {
  const hasSamples = draws.some((samples) => samples.size > 0);
  for (let attempt = 0; attempt < (hasSamples ? drawsPerStep : 1); attempt++) {
    const possible = events
      .map((event, index) => ({
        event,
        values: drawAll(draws[index] ?? new Map(), random),
        weight: event.weight,
      }))
      .filter(({ event, values }) => canHappen(event, { ...scope, ...values }));
    if (possible.length > 0) return balancedPick(possible, ({ event }) => used.get(event) ?? 0, random);
  }
  return null;
}

function canHappen({ id, when }: CompiledEvent, scope: Scope): boolean {
  if (when === null) return true;
  const value = when.value(scope);
  if (typeof value === 'boolean') return value;
  throw new TemplateError(
    `\`when\` of event \`${id}\` came out as ${JSON.stringify(value)}, not as true or false`,
  );
}

function drawAll(samples: ReadonlyMap<string, Draw>, random: Random): Scope {
  return Object.fromEntries([...samples].map(([name, draw]) => [name, draw(random)]));
}

function asState(value: Json): State {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new TypeError('a state is a mapping');
  return { ...value };
}
