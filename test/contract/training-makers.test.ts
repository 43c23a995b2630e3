import { expect, test } from 'vitest';
import type { Case } from '../../core/case.ts';
import type { Task } from '../../core/suite.ts';
import { trainingParts } from '../../generators/index.ts';
import { label } from '../../judges/scoring/label.ts';
import { scriptedWriter } from '../fixtures/models/scripted-writer.ts';
import { caseOf } from '../unit/generators/perturb-fixtures.ts';
import { triage } from '../unit/generators/rule-fixtures.ts';
import { trainingRequest } from '../unit/generators/training-fixtures.ts';
import { trainingMakerContract } from './training-maker-contract.ts';

const seeds = ['I paid twice', 'Charge me less', 'My card was debited again'].map(
  (text): Case => ({ ...caseOf(text, { kind: 'label', label: 'billing' }), split: 'train' }),
);
const task: Task = triage;
const scorer = label.create({}, { task });
const request = trainingRequest(seeds, {
  task,
  writer: scriptedWriter(({ sample }) => ({ rationale: `Step ${sample} says money.`, answer: 'billing' })),
  score: (seed, output, signal) => scorer.score(seed, output, signal),
});
const options: Readonly<Record<string, object>> = {
  'as-is': {},
  'verified-reasoning': {},
  'preference-pairs': {},
};

test('every part that ships is here', () => {
  expect(trainingParts.map(({ name }) => name).toSorted()).toEqual(Object.keys(options).toSorted());
});

for (const part of trainingParts)
  trainingMakerContract(part.name, () => part.create(options[part.name], { task }), request);
