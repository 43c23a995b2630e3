import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { Proposal } from '../core/seams.ts';
import { inTemplate } from './in-template.ts';
import { interleave } from './interleave.ts';
import { maxFruitlessDraws, OfferedInputs } from './offered-inputs.ts';
import { ruleProposal } from './rule-proposal.ts';
import {
  type CompiledEvent,
  type CompiledScenario,
  compileScenario,
  openScenario,
  type ScenarioDraws,
} from './simulator/compile-scenario.ts';
import { simulatorOptions } from './simulator/options.ts';
import { simulate } from './simulator/simulate.ts';

/**
 * Runs seeded state machines and tells what happens, so that the answer to the last question is exact. Scenarios take
 * turns; none says the same text twice, and after 1000 runs in a row without a new text a scenario ends.
 * Throws GENERATOR_INPUT, naming the scenario, where no event can happen at the start or values do not fit.
 */
export const simulator: GeneratorPart = definePart({
  name: 'simulator',
  version: '1',
  options: simulatorOptions,
  create(options, { task }) {
    const scenarios = options.scenarios.map((written) => compileScenario(written, task));
    return {
      async *propose(request, signal) {
        const offered = new OfferedInputs();
        const opened = await Promise.all(
          scenarios.map(async (scenario) => ({ scenario, draws: await openScenario(scenario.written) })),
        );
        const sources = opened.map(({ scenario, draws }) =>
          runs(scenario, draws, request.random.fork(scenario.written.id), offered),
        );
        for (const proposal of interleave(sources)) {
          signal.throwIfAborted();
          yield proposal;
        }
      },
    };
  },
});

function* runs(
  scenario: CompiledScenario,
  draws: ScenarioDraws,
  random: Random,
  offered: OfferedInputs,
): Generator<Proposal> {
  const used = new Map<CompiledEvent, number>();
  const { id } = scenario.written;
  for (let fruitless = 0; fruitless < maxFruitlessDraws; fruitless++) {
    const { course, rendered, isNew } = inTemplate(scenario.where, () => {
      const course = simulate(scenario, draws, used, random);
      const rendered = {
        input: { messages: [{ role: 'user', content: course.text }] },
        expected: scenario.expected(course.scope),
        tags: course.events.map((event) => event.id),
      } as const;
      return { course, rendered, isNew: offered.add(rendered.input, rendered.expected) };
    });
    if (!isNew) continue;
    fruitless = -1;
    const { start, events, end } = course;
    const coverage = { events: used.size, of: scenario.events.length };
    yield ruleProposal(rendered, id, { scenario: id, start, events, end, coverage });
  }
}
