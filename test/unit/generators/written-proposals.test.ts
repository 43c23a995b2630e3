import { expect, test } from 'vitest';
import { direct } from '../../../generators/direct.ts';
import { scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { requestOf, task } from './perturb-fixtures.ts';

test('what an answer does not bring is counted: nothing, a blank text, and what was said before', async () => {
  const said = (...inputs: readonly string[]) => ({
    cases: inputs.map((input) => ({ input, answer: 'ham' })),
  });
  const answers = [said('Where is it?'), said(), said(' '), said('Where is it?', 'And now?', 'And now?')];
  const writer = scriptedWriter(({ sample }) => answers[sample] ?? said());
  const reasons: string[] = [];
  const request = {
    ...requestOf({}),
    writer,
    wanted: 5,
    passedOver: (reason: string) => void reasons.push(reason),
  };
  const found: string[] = [];
  for await (const { input } of direct.create({}, { task }).propose(request, new AbortController().signal))
    found.push(input.messages[0].content);
  expect(found).toEqual(['Where is it?', 'And now?']);
  expect(reasons).toEqual(['blank', 'repeated', 'repeated']);
  // Four that bring something or not, then five in a row that are malformed.
  expect(writer.asked).toHaveLength(answers.length + 5);
});
