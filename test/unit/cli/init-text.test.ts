import { expect, test } from 'vitest';
import { initText } from '../../../cli/text/init-text.ts';

test('commands can be copied, also where the folder has a space in its name', () => {
  const steps = (suite: string) => initText([suite, 'rows.jsonl']).split('\n').slice(-3);
  expect(steps('evals/suite.yaml')[0]).toBe('  heldout check evals/suite.yaml');
  expect(steps('plain dir/suite.yaml')).toEqual([
    "  heldout check 'plain dir/suite.yaml'",
    "  heldout generate 'plain dir/suite.yaml'",
    "  heldout test 'plain dir/suite.yaml'",
  ]);
});
