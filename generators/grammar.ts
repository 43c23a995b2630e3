import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Random } from '../core/random.ts';
import type { Proposal } from '../core/seams.ts';
import { Coverage } from './grammar/coverage.ts';
import { attributesOf, derive } from './grammar/derive.ts';
import { type GrammarOptions, grammarOptions, readAttributes } from './grammar/options.ts';
import { readGrammar } from './grammar/productions.ts';
import { inTemplate } from './in-template.ts';
import { maxFruitlessDraws, OfferedInputs } from './offered-inputs.ts';
import { ruleProposal } from './rule-proposal.ts';
import { compileExpected } from './written-expected.ts';

/**
 * Derives sentences from a weighted context-free grammar; what productions `set` is there for `expected`. Where several
 * set one attribute, the one above the others wins; parts side by side that disagree are a GENERATOR_INPUT error.
 * Productions never used come first, so n productions are all used within n sentences. No sentence is offered twice;
 * after 1000 draws in a row without a new one it ends. Productions with an id are tags of their sentences.
 */
export const grammar: GeneratorPart = definePart({
  name: 'grammar',
  version: '1',
  options: grammarOptions,
  create(options, { task }) {
    const expected = compileExpected(options.expected, task, 'grammar');
    return {
      async *propose(request, signal) {
        for (const proposal of sentences(options, expected, request.random.fork('sentences'))) {
          signal.throwIfAborted();
          yield proposal;
        }
      },
    };
  },
});

function* sentences(
  { start, rules, expected: written, defaults, maxDepth }: GrammarOptions,
  expected: ReturnType<typeof compileExpected>,
  random: Random,
): Generator<Proposal> {
  const coverage = new Coverage(readGrammar(rules), maxDepth);
  const names = readAttributes(written);
  const offered = new OfferedInputs();
  for (let fruitless = 0; fruitless < maxFruitlessDraws; fruitless++) {
    const derivation = inTemplate('grammar', () => derive(start, coverage, random));
    const { text, productions } = derivation;
    const where = `grammar: the sentence ${JSON.stringify(text)}`;
    const attributes = inTemplate(where, () => attributesOf(derivation, names, defaults));
    const rendered = {
      input: { messages: [{ role: 'user', content: text }] },
      expected: inTemplate(where, () => expected(attributes)),
      tags: productions.flatMap(({ id, isNamed }) => (isNamed ? [id] : [])),
    } as const;
    if (!inTemplate('grammar', () => offered.add(rendered.input, rendered.expected))) continue;
    fruitless = -1;
    const params = { productions: productions.map(({ id }) => id), attributes, coverage: coverage.counts };
    yield ruleProposal(rendered, productions[0].id, params);
  }
}
