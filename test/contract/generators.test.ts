import { expect, test } from 'vitest';
import { generators } from '../../generators/index.ts';
import { qa } from '../unit/generators/rule-fixtures.ts';
import { generatorContract } from './generator-contract.ts';
import { strategyAnswers, strategyExamples, strategySamples } from './strategy-examples.ts';
import { writingGeneratorContract } from './writing-generator-contract.ts';

test('every generator that asks models has answers here', () => {
  const asking = generators.filter(({ prompts }) => prompts !== undefined).map(({ name }) => name);
  expect(asking.toSorted()).toEqual(Object.keys(strategyAnswers).toSorted());
});

test('every generator that ships is here', () => {
  expect(generators.map(({ name }) => name).toSorted()).toEqual(Object.keys(strategyExamples).toSorted());
});

for (const part of generators) {
  const example = strategyExamples[part.name];
  if (example === undefined) continue;
  const make = () => part.create(example.options, { task: example.task ?? qa });
  generatorContract(part.name, make, example.request);
  const answer = strategyAnswers[part.name];
  if (answer !== undefined)
    writingGeneratorContract(part.name, make, example.request, answer, strategySamples[part.name]);
}
