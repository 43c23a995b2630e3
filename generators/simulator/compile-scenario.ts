import type { Expected } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';
import type { Task } from '../../core/suite.ts';
import { parseExpression, parseText, type Scope, type TextTemplate } from '../liquid.ts';
import type { Draw } from '../samplers/sampler.ts';
import { openSamplers } from '../samplers/sampler-use.ts';
import { compileExpected, compileJson } from '../written-expected.ts';
import type { Event, Scenario } from './options.ts';

export interface CompiledEvent {
  readonly id: string;
  readonly weight: number;
  readonly when: TextTemplate | null;
  readonly set: readonly (readonly [string, TextTemplate])[];
  readonly say: TextTemplate;
}

/** A scenario with its texts parsed. */
export interface CompiledScenario {
  readonly written: Scenario;
  readonly where: string;
  readonly steps: readonly [number, number];
  readonly events: readonly CompiledEvent[];
  readonly open: TextTemplate | null;
  readonly ask: TextTemplate;
  state(scope: Scope): Json;
  expected(scope: Scope): Expected;
}

/** Compiles a checked scenario. */
export function compileScenario(written: Scenario, task: Task): CompiledScenario {
  const where = `simulator: scenario \`${written.id}\``;
  const { steps, state, expected, open } = written;
  return {
    written,
    where,
    steps: Array.isArray(steps) ? steps : [steps, steps],
    events: written.events.map(compileEvent),
    open: open === null ? null : parseText(open),
    ask: parseText(written.ask),
    state: compileJson(state as Json), // options out of YAML: plain data
    expected: compileExpected(expected, task, where),
  };
}

function compileEvent({ id, weight, when, set, say }: Event): CompiledEvent {
  return {
    id,
    weight,
    when: when === null ? null : parseExpression(when),
    set: Object.entries(set).map(([name, source]) => [name, parseExpression(source)] as const),
    say: parseText(say),
  };
}

/** The samplers of a scenario and of its events, opened. */
export interface ScenarioDraws {
  readonly scenario: ReadonlyMap<string, Draw>;
  readonly events: readonly ReadonlyMap<string, Draw>[];
}

export async function openScenario({ sample, events }: Scenario): Promise<ScenarioDraws> {
  return {
    scenario: await openSamplers(sample),
    events: await Promise.all(events.map((event) => openSamplers(event.sample))),
  };
}
