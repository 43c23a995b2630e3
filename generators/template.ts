import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { Proposal } from '../core/seams.ts';
import { inTemplate } from './in-template.ts';
import { interleave } from './interleave.ts';
import { entryValue } from './lexicon-entry.ts';
import type { Scope } from './liquid.ts';
import { maxFruitlessDraws, OfferedInputs } from './offered-inputs.ts';
import { ruleProposal } from './rule-proposal.ts';
import type { Draw } from './samplers/sampler.ts';
import { openSamplers } from './samplers/sampler-use.ts';
import { designRows } from './template/design-rows.ts';
import { type TemplateOptions, templateOptions } from './template/options.ts';
import { plainData } from './template-value.ts';
import { type CompiledTemplate, compileTemplate } from './written-template.ts';

/**
 * Fills Liquid templates from lexicons (by a full, pairwise or random design) and samplers (drawn anew for each case);
 * the template computes the expected value. Templates take turns. A design without samplers ends when it is done; with
 * samplers it starts over with new draws, until 1000 of them in a row give nothing new.
 * Throws GENERATOR_INPUT where values do not fit a template, and where one text has two expected values.
 */
export const template: GeneratorPart = definePart({
  name: 'template',
  version: '1',
  options: templateOptions,
  create(options, { task }) {
    const templates = options.templates.map((written, index) =>
      compileTemplate(written, index, 'template', task),
    );
    return {
      async *propose(request, signal) {
        const draws = await openSamplers(options.samplers);
        const offered = new OfferedInputs();
        const sources = templates.map((compiled) => {
          const random = request.random.fork(compiled.name);
          return casesOf(compiled, options, draws, random, offered);
        });
        for (const proposal of interleave(sources)) {
          signal.throwIfAborted();
          yield proposal;
        }
      },
    };
  },
});

function* casesOf(
  compiled: CompiledTemplate,
  options: TemplateOptions,
  draws: ReadonlyMap<string, Draw>,
  random: Random,
  offered: OfferedInputs,
): Generator<Proposal> {
  const isUsed = ([name]: readonly [string, unknown]) => compiled.variables.includes(name);
  const lexicons = Object.entries(options.lexicons)
    .filter(isUsed)
    .map(([name, entries]) => ({ name, values: entries.map(entryValue) }));
  const samplers = [...draws]
    .filter(isUsed)
    .map(([name, draw]) => ({ name, draw, stream: random.fork(`sampler/${name}`) }));
  const sizes = lexicons.map(({ values }) => values.length);
  let fruitless = 0;
  for (let pass = 1; pass === 1 || samplers.length > 0; pass++) {
    for (const { levels, coverage } of designRows(options.design, sizes, random.fork(`pass/${pass}`))) {
      const scope: Scope = Object.fromEntries([
        ...lexicons.map(({ name, values }, index) => [name, values[levels[index] ?? 0]]),
        ...samplers.map(({ name, draw, stream }) => [name, draw(stream)]),
      ]);
      const rendered = compiled.render(scope);
      if (inTemplate(compiled.where, () => offered.add(rendered.input, rendered.expected))) {
        fruitless = 0;
        const params = { template: compiled.name, values: plainData(scope), pass, coverage };
        yield ruleProposal(rendered, compiled.name, params);
      } else {
        fruitless += 1;
        if (fruitless >= maxFruitlessDraws) return;
      }
    }
  }
}
